parameter "soon" { unit = "days", { from = "2016-01-01", 15 }, { from = "2018-01-01", 20 } }
parameter "fee" { unit = "money", { from = "2016-01-01", usd "1.00" } }
record "badges" { key = { "area" }, { "area", text, required = yes, max = 9 }, { "level", one_of { "a", "b" } }, { "day", date, min = "2016-01-01" }, { "cost", money "EUR" } }
tier "gold" { track = "side", rank = 2, requires = "basic", since = earliest("badges", "day", { level = "b" }),
  earned = { badges = at_least(1, { level = is_any_of { "a", "b" }, day = within_last(months(12)), any_of { { cost = known }, { cost = more_than(eur "3.00") } } }),
    [sum("badges", "cost")] = between(eur "1.00", eur "9.00"), none_of { holds "pro", custom "odd" }, size = at_least(param "soon") } }
tier "pro" { track = "main", rank = 2, bought = "extra" }
benefits "basic" { { "books" }, { "seats", quantity = 3, up_to = yes } }
benefits "pro" { includes = "basic", { "credit", amount = param "fee", every = "month", adds = yes } }
offer "extra" { record = "offers", price = param "fee", requires = "basic", ended_when = { bought = before "2000-01-01" },
  closed_when { size = more_than(9), say = "extra.large", with = { size = fact "size", most = 9 }, help = "a#b" } }
renewal "extra" { term = months(1), origin = "bought", paid = "paid",
  { "on", starts = on "term_start" },
  { "soon", starts = before_anniversary(days(5)), send = "soon" },
  { "late", starts = on "anniversary", keeps = "benefits", due { "charge", when = { auto = yes } },
    send { "late", at = after_anniversary(days(2)), with = { day = on "anniversary" } } },
  { "off", starts = after_anniversary(param { "soon", as_of = "term_start" }), loses = "benefits", offer = "available" } }
action "stop" { offer = "extra", from = "purchased", refuse_when { in_state { "on" }, say = "stop.early" }, refuse_when { always, say = "stop.no" },
  does = { auto = no }, charges = param "fee", renews = yes, steps = { "one", "two" }, help = "stop" }
custom "odd" { reads = { "size", "badges.level", today }, returns = yes_no, run = function(m, today) return #m.badges > 3 end }
example "one" { given = { joined = "2016-01-01", extra = { bought = "2016-01-31", paid = 1, auto = yes }, badges = { { area = "x", level = "b" } } },
  on = "2016-02-29", expect = { tier = { main = "pro", side = none }, renewal = { extra = "late" }, due = "charge", refused = { stop = "stop.no" }, next_change = "2016-03-02" } }
sample "s" { share = 3, size = between(1, 9), joined = choice { { "2016-01-01", 2 }, "2017-01-01" }, badges = { { area = any_name } } }
