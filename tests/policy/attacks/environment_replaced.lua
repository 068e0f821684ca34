-- @tries gives the file another environment, for good
-- @good safe
-- @bad POISONED
function rule(m)
  _ENV = { tostring = function() return "POISONED" end }
  return "x"
end
