-- @tries an error of 64 KiB that ends in half a character
-- @good refuse
-- @bad x{500}
function rule(m) error(("x"):rep(60000) .. "\xe4\xb8") end
