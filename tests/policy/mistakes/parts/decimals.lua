-- What can't be read in one declaration hides nothing of the others; what it declares is not missed.
parameter "window" { unit = "days", { from = "2016-01-01", 1.5 } }
local window = param "window" * 0.5
local rate = 1.5
local double = rate * 2
offer "pack" { record = "offers", price = usd 10.5, closed_when { in_stat { "due" } } }
action "wave" { offer = "pack", refuse_when { joined = after(window), say = "wave.no" } }
tier "silver" { track = "main", rank = "3", entry = { joined = by(today) } }
tier "gold" { track = "main", rank = 4, entry = { joined = by(todya) }, requires = "golf" }
tier "brown" { track = "main", rank = double, entry = { joined = by(today) }, need = rat }
record "visits" { key = { "number" }, { "number", integer, required = yes, max = 1e3 } }
custom "often" { reads = { "visits.number", "vists.number" }, returns = yes_no, run = function(m) return #m.visits > 3 end }
action "halve" { offer = "pack", charges = param "fe", does = { paid = 0.5, auto = "no" } }
custom "half" { reads = { "size", "sise" }, returns = integer, run = function(m) return m.size * .5 + 1. + 1e400 end }
example "half" { given = { joined = "2016-01-01", size = 2.5, wrong = 1 }, on = "2016-02-01", expect = { tier = { main = "basi" } } }
example "a fact that is wrong is not missing" {
  given = { joined = "2016-01-01", badges = { { level = "silver" }, { area = 1.5, level = "golden" } } },
  on = "2016-02-01", expect = { tier = { main = "basic" } },
}
