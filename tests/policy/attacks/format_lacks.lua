-- @tries a conversion without an argument
-- @good refuse
function rule(m) return ("%s %s"):format("x") end
