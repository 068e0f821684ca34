tier "plus" { track = "main", rank = 2, entry = { joined = by(today) } }
benefits "basic" {
  { "library" },
  { "seats", quantity = 3, amount = usd "1.00" },
  { "hours", quantity = usd "1.00" },
  { "credit", amount = 100 },
  { "credit_due", amount = usd "1.00", every = "monthly" },
  { "chairs", quantity = -1 },
  { "tables", quantity = fact "size" },
  { "library" },
  "lamps",
  { "rooms", 3 },
  { "Big", quantity = 1 },
}
benefits "plus" { includes = "basis", { "library", quantity = 1 } }
benefits "pluss" { { "library" } }
