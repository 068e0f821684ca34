-- @tries as many arguments as a stack never holds, out of an empty table
-- @good safe
function rule(m)
  return m.name .. select("#", table.unpack({}, 1, 10000000))
end
