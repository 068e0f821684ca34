-- @tries goes through all globals for something dangerous
-- @good safe
-- @bad debug|load|dofile|require|setmetatable|collectgarbage|0x
function rule(m)
  local s = ""
  for k, v in pairs(_ENV) do s = s .. k .. "=" .. tostring(v) .. " " end
  return s
end
