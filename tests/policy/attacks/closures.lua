-- @tries functions that each keep many variables
-- @good refuse
function rule(m)
  local kept = {}
  while true do
    local a, b, c, d, e, f, g, h
    kept[#kept + 1] = function() return a, b, c, d, e, f, g, h end
  end
end
