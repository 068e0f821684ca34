-- What is known of a member.  The database and the files to import follow from here.

record "member" { name = "name", language = "language",
  { "id",       text, required = yes, max = 40 },
  { "name",     text, required = yes },
  { "language", one_of { "en-US", "zh-TW" }, required = yes },
  { "joined",   date },
}

record "passes" { key = { "pass" },
  { "pass",       one_of { "year_pass" }, required = yes },
  { "purchased",  date,    required = yes },  -- every year counts from here
  { "years_paid", integer, required = yes, min = 1, max = 100 },
}
