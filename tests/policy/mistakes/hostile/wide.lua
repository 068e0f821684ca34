-- Twenty columns, and 10^6 cases: four values of each of ten columns.
local t = { inputs = {}, outputs = { { "wide", integer } } }
for i = 1, 20 do t.inputs[i] = { "c" .. i, plus(fact "size", i) } end
decide "wide" (t)
local v = { hit = "first", inputs = {}, outputs = { { "cases", integer } } }
for i = 1, 10 do v.inputs[i] = { "c" .. i, plus(fact "size", i) } end
for i = 1, 40 do
  v[i] = {}
  for k = 1, 10 do v[i][k] = (i * 7 + k * 3) % 5 == 0 and between(i, i + 100) or any end
  v[i][11] = i
end
for k = 1, 10 do
  for _, c in ipairs { at_most(50 * k), at_least(50 * k + 1) } do
    local row = {}
    for j = 1, 10 do row[j] = j == k and c or any end
    row[11] = k
    v[#v + 1] = row
  end
end
decide "cases" (v)
