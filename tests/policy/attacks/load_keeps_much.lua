-- @tries keeps more with the function than is copied for every thread
-- @good refuse
local t = {}
for i = 1, 30000 do t[i] = i end
function rule(m) return #t end
