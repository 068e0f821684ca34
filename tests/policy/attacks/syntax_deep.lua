-- @tries a hundred thousand brackets: see attacks.check, which writes them
-- @good refuse
function rule(m) return BRACKETS end
