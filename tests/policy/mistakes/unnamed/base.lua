-- Where the record does not tell which fact is the name, no example misses one.
programme "club" { time_zone = "UTC", currency = "USD", begins = "2016-01-01" }

record "member" { name == "name", language = "language",
  { "id", text, required = yes },
  { "name", text, required = yes },
  { "language", one_of { "en-US", "de-DE" }, required = yes },
  { "joined", date, shown = yes },
  { "size", integer, min = 1, max = 1000, shown = yes },
}

record "offers" { key = { "offer" },
  { "offer", one_of { "pack", "extra" }, required = yes },
  { "bought", date, required = yes, shown = yes },
  { "paid", integer, required = yes, shown = yes },
  { "auto", yes_no, required = yes, shown = yes },
}

record "badges" { key = { "area" },
  { "area", text, required = yes },
  { "level", one_of { "silver", "gold" }, required = yes, shown = yes },
  { "earned", date, shown = yes },
}

example "a member of no name" { given = { joined = "2016-01-01" }, on = "2016-02-01", expect = { tier = { main = "basic" } } }
