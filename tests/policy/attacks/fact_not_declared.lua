-- @tries reads a fact that it did not declare
-- @good refuse
function rule(m) return m.id end
