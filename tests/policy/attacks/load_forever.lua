-- @tries never ends when the file is loaded
-- @good refuse
while true do end
