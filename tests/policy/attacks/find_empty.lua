-- @tries searching past the ends
-- @good same
-- @value 1 4 nil nil 2
function rule(m)
  return ("%s %s %s %s %s"):format((("abc"):find("")), (("abc"):find("", 4)), (("abc"):find("", 5)), (("abc"):find("a", 2)), (("abc"):find("b", -2)))
end
