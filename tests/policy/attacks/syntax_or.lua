-- @tries a hundred thousand alternatives in one expression, each of which goes through those before it
-- @good refuse
function rule(m) return ALTERNATIVES end
