

record "member" { name = "name", language = "language",
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
