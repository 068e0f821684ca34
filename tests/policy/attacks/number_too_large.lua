-- @tries a number that Lua silently makes a binary fraction
-- @good refuse
function rule(m) return tostring(99999999999999999999) end
