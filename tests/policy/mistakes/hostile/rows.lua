-- A million rows.
local t = { inputs = { "size" }, outputs = { { "rows", integer } } }
for i = 1, 1000000 do t[i] = { i, i } end
decide "rows" (t)
