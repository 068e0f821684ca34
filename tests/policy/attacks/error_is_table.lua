-- @tries an error that is no text
-- @good refuse
function rule(m) error({ m.iban }) end
