-- More rows than a person reads, and more values than a cell needs.
local t, values = { inputs = { "size" }, outputs = { { "many", integer } } }, {}
for i = 1, 1500 do t[i] = { i, i } end
decide "many" (t)
for i = 1, 3000 do values[i] = i end
local u = { hit = "collect", inputs = { "size" }, outputs = { { "values", integer } } }
for i = 1, 10 do u[i] = { is_any_of(values), i } end
decide "values" (u)
