local a = 1 | 2
local b = 2 ^ 10
local c = 1.5
