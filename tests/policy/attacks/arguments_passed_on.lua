-- @tries a function that calls itself with one argument more each time
-- @good refuse
function rule(m)
  local function more(...) return more(1, ...) end
  return more(m.name)
end
