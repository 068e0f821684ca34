record "purchases" { key = { "offer" },
  { "offer", one_of { "loan" }, required = yes }, { "day", date }, { "times", integer, required = yes },
}
offer "loan" { record = "purchases", price = usd "1.00" }
renewal "loan" { term = years(1), origin = "day", paid = "times", { "all", starts = on "term_start" } }
