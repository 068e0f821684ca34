example "who follows a mistake is not told off for it" {
  given  = { joined = "2016-01-01", pack = { bought = "2016-01-01", paid = 1, auto = yes } },
  on     = "2016-06-01",
  expect = {
    tier = { main = "silver" }, benefits = { drinks = 5 }, allowed = "stay",
    refused = { leave = "leave.renews" },
  },
}
example "but for its own" {
  given  = { joined = "2016-01-01" },
  on     = "2016-06-01",
  expect = { tier = { main = "silvr" }, allowed = "remain", benefits = { drink = 5 } },
}
