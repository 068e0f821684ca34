benefits "basic" { { "library" }, { "seats", quantity = 3 } }
offer "extra" { record = "offers", price = usd "1.00" }
action "renew" { offer = "pack", refuse_when { auto = yes, say = "renew.automatic" } }
example "nothing expected" { given = {}, on = "2017-01-01", expect = {} }
example "nothing said" {}
example "too early" { given = {}, on = "2015-12-31", expect = { held = {} } }
example "bad member" {
  given = { size = 5000, joind = "2016-01-01", joined = 3, badges = 3, pack = 3, pakc = {}, [today] = 3,
    offers = { { offer = "pack", bought = "2016-01-01", paid = 1 }, { offer = "pack", bought = "2016-01-01", paid = 1, auto = no }, 5 },
    name = unknown, "x" },
  on = "2017-01-01", expect = { held = { "basic" } },
}
example "bad expectations" {
  given = {}, on = "2017-01-01",
  expect = {
    tier = { mian = "basic", main = "basik" }, held = "basics", benefits = { library = 3, seats = yes, sets = 3 }, next_grant = { seats = "soon" },
    offers = { pack = "bought" }, closed = { pack = "offer.closed" }, renewal = "runing", since = { extra = "2017-01-01" }, term = "one",
    send = "reminder", allowed = { "renw" }, refused = { renew = "renew.automatc", renw = "x" }, next_change = 5, becomes = 1, 6, offer = 1,
    due = { 3 }, lasts_until = { pakc = "2017-01-01" }, anniversary = none, term_start = { pack = none },
  },
}
example "not a table" { given = {}, on = "2017-01-01", expect = { tier = "basic", refused = 3 } }
