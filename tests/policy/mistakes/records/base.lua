programme "club" { time_zone = "UTC", currency = "USD", begins = "2016-01-01" }
record "member" { name = "nam", language = "joined",
  { "id", text },
  { "name", text, required = yes, min = "one" },
  { "joined", date, min = "2016-13-01", maximum = 3 },
  { "size", number },
  { "grade", one_of {} },
  { "rank", one_of { "a", "b", "a" }, min = 1 },
  { "fee", money "XXX" },
  { "debt", money, min = usd "10.00", max = usd "5.00" },
  { "rank", integer },
  { "Weight", integer },
  { 5, integer },
  { "tail", integer, 9 },
  { "untyped" },
}
record "badges" { key = { "area", "kind" },
  { "area", text },
}
record "gifts" { key = {}, { "what", text } }
record "visits" { { "day", date } }
