-- @tries replaces a word for the files that come after
-- @good refuse
pairs = function() return error end
function rule(m) return "x" end
