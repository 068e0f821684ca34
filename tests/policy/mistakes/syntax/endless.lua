local text = "x"
while true do text = text .. "x" end
