-- @tries a whole number that wrapped around
-- @good refuse
function rule(m) return math.maxinteger * 3 end
