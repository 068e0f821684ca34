-- A term from the 31st: the ends of months, one by one.
example "a card, month after month" {
  given = { joined = "2016-01-01" },
  walk  = { to = "2016-05-31",
    { "2016-01-31", does = "buy", renewal = "valid", anniversary = "2016-02-29" },
    { "2016-02-29", renewal = "late", send = "card.late", does = "pay", anniversary = "2016-03-31" },
    { "2016-03-31", renewal = "late", send = "card.late" },
    { "2016-04-02", does = "pay", renewal = "valid", anniversary = "2016-04-30" },
    { "2016-04-30", send = "card.late" },
    { "2016-05-07", renewal = "over", offers = { card = "available" }, send = none },
  },
}

examples "what it costs" {
  given   = { joined = "2016-01-01" },
  on      = "2016-02-01",
  columns = { "given.age", "expect.facts.fee" },
  { 17, eur "5.00" },
  { 18, eur "10.00" },
}

examples "who may buy" {
  given   = { joined = "2016-01-01" },
  on      = "2016-02-01",
  columns = { "name", "given.age", "expect.offers.card" },
  { "a child",    15,      "available" },
  { "an <adult>", 16,      "available" },
  { "who knows",  unknown, "available" },
}
