tier "tried" { track = "more", rank = 1, entry = { size = 1 } }
tier "untried" { track = "more", rank = 2, entry = { size = 2 } }
offer "extra" { record = "offers", price = usd "1.00", closed_when { size = 3, say = "closed.untried" } }
renewal "extra" { term = years(1), origin = "bought", paid = "paid",
  { "running", starts = on "term_start" },
  { "untried", starts = on "anniversary", send = "sent.untried", due { "due_untried" } },
}
action "stop" { offer = "extra", from = "purchased", refuse_when { size = 4, say = "refused.tried" }, refuse_when { size = 5, say = "refused.untried" } }
example "of some" { given = { size = 1, joined = "2016-01-01" }, on = "2016-01-01",
  expect = { tier = { more = "tried", main = "basic" }, refused = { stop = { "refused.tried", "offer.extra.not_purchased" } }, renewal = { extra = "running", pack = "over" } } }
example "of the rest" { given = {}, on = "2016-01-01", expect = { renewal = { pack = "running" } } }
