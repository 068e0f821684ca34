-- @tries a chain of tables as deep as it goes
-- @good refuse
function rule(m)
  local chain = {}
  for i = 1, 1000000 do chain = { chain } end
  return m.name .. #chain
end
