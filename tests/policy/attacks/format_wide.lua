-- @tries widths and conversions that no longer fit
-- @good refuse
function rule(m) return ("%99999999s%.9999d"):format("x", 1) end
