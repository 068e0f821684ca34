-- @tries numbers that only a machine's language or base explains
-- @good same
-- @value nil nil nil 7
function rule(m)
  return ("%s %s %s %s"):format(tonumber("0x10"), tonumber("1e3"), tonumber("nan"), tonumber(" 7 "))
end
