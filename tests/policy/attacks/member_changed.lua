-- @tries changes the member for whoever is asked next
-- @good safe
-- @bad (?m)^[BV] .*Mallory
function rule(m)
  local before = m.name
  m.name = "Mallory"
  m.age = nil
  return before
end
