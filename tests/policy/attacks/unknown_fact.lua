-- @tries reads a declared fact that is not known of this member
-- @good same
-- @value nil
function rule(m) return tostring(m.balance) end
