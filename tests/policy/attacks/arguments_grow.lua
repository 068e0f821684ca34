-- @tries one argument more with each call: an instruction hands on ever more values
-- @good refuse
local function f(...) return f(1, ...) end
function rule(m) return f() end
