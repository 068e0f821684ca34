-- @tries labels, each of which is compared with those before it
-- @good refuse
function rule(m)
  goto done
  ::done::
end
