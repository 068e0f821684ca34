-- @tries hides a bitwise operator behind every kind of text and comment
-- @good refuse
--[==[ ]] ]==] --[[ x ]]
function rule(m) return "a\
b" .. "d\
e" .. 'c\'"' .. [[d]] .. (1 | 2) end
