-- @tries cuts a character in two
-- @good refuse
function rule(m) return ("\u{4e2d}"):sub(1, 2) end
