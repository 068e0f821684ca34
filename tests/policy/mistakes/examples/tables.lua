examples "no columns" { given = {}, { 1 } }
examples "no rows" { given = {}, on = "2017-01-01", columns = { "expect.held" } }
examples "odd columns" { columns = { "on", "held", 3, "given.", "expect..held", a = 1 }, { 1 } }
examples "odd rows" {
  on = "2017-01-01", colums = 3, columns = { "name", "given.size", "given.joind", "expect.held", "expect.tier.main" },
  { "a", 5000, 1, none, "basik" },
  { 3, 5, unknown, "basics", none },
  { "b", 5 },
  { "c", 5, unknown, none, none, none },
  { x = 1 },
  7,
}
example "a walk of nothing" { given = {}, walk = {} }
example "a walk and a day" { given = {}, on = "2017-01-01", walk = { { "2017-01-01", held = none } } }
example "odd steps" { given = {}, walk = { fro = "2017-01-01", to = "2017-01-02",
  { "2017-02-30", held = none }, { held = none }, 3, { "2017-01-05" }, { "2017-01-04", does = "renw", given = { siz = 1 }, hold = none },
  { "2017-01-04", held = none } } }
example "a walk before the programme" { given = {}, walk = { { "2015-01-01", held = none } } }
example "a walk that begins late" { given = {}, walk = { from = "2017-01-03", { "2017-01-02", held = none } } }
