-- A town's library and the society of its friends: one file of members, two
-- programmes.  What they share stands here; each has a folder of its own.

record "member" { name = "name", language = "language",
  { "id",         text,   required = yes, max = 20 },
  { "name",       text,   required = yes },
  { "language",   one_of { "en-US", "zh-TW", "de-DE" }, required = yes },
  { "born",       date },
  { "registered", date },
  { "resident",   yes_no, required = yes },
}

record "cards" { key = { "card" },
  { "card",     one_of { "reader", "films" }, required = yes },
  { "issued",   date,    required = yes },
  { "paid",     integer, required = yes, min = 1, max = 600 },
  { "auto",     yes_no,  required = yes },
  { "returned", date },
}

record "loans" { key = { "item" },
  { "item",     text, required = yes, max = 20 },
  { "kind",     one_of { "book", "film" }, required = yes },
  { "taken",    date, required = yes },
  { "due",      date, required = yes },
  { "returned", date },
}

record "gifts" { key = { "number" },
  { "number", text,        required = yes, max = 20 },
  { "day",    date,        required = yes },
  { "amount", money "GBP", required = yes, min = money("GBP", "1.00") },
}

record "supports" { key = { "way" },
  { "way",   one_of { "friendship" }, required = yes },
  { "since", date,    required = yes },
  { "years", integer, required = yes, min = 1, max = 80 },
}
