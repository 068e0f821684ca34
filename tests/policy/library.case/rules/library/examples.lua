example "a card issued on the 29th of February ends on the 28th" {
  given  = { registered = "2016-01-01", resident = yes, born = "1980-05-05", reader = { issued = "2016-02-29", paid = 1, auto = no } },
  on     = "2017-01-28",
  expect = { renewal = { reader = "ends" }, anniversary = { reader = "2017-02-28" }, send = "card.ends",
    facts = { loan_limit = 20, loan_weeks = 4, rebate = none, rebates = 0 }, benefits = { loans = 20, rebate_due = none } },
}
example "films by the month, from the 31st" {
  given  = { registered = "2016-01-01", resident = yes, films = { issued = "2016-10-31", paid = 4, auto = no } },
  on     = "2017-02-01",
  expect = { renewal = { films = "running" }, term_start = { films = "2017-01-31" }, anniversary = { films = "2017-02-28" },
    next_grant = { film_evenings = "2017-02-28" }, allowed = { "borrow_film", "borrow" }, tier = { films = "film_fan", library = "visitor" } },
}
example "unpaid, and stopped five days later" {
  given  = { registered = "2016-01-01", resident = no, films = { issued = "2016-10-31", paid = 4, auto = no } },
  on     = "2017-02-28",
  expect = { renewal = { films = "unpaid" }, send = "films.unpaid", lasts_until = { films = "2017-03-05" }, facts = { loan_limit = 0 }, refused = { borrow = "borrow.limit" } },
}
example "stopped" {
  given  = { registered = "2016-01-01", resident = no, films = { issued = "2016-10-31", paid = 4, auto = no } },
  on     = "2017-03-05",
  expect = { renewal = { films = "stopped" }, closed = { films = "films.readers_only" }, refused = { borrow_film = "borrow.no_film_card" } },
}
example "what is overdue must come back first" {
  given = { registered = "2016-01-01", resident = yes, born = "2000-01-01", loans = {
    { item = "b1", kind = "book", taken = "2017-01-01", due = "2017-01-14" }, { item = "b2", kind = "book", taken = "2017-01-01", due = "2017-01-20", returned = "2017-01-10" } } },
  on     = "2017-01-15",
  expect = { facts = { on_loan = 1, overdue = 1 }, refused = { borrow = { "borrow.overdue", "borrow.limit" } } },
}
example "on its last day it is not overdue" {
  given  = { registered = "2016-01-01", resident = yes, loans = { { item = "b1", kind = "book", taken = "2017-01-01", due = "2017-01-14" } } },
  on     = "2017-01-14",
  expect = { facts = { on_loan = 1, overdue = 0 }, next_change = "2017-01-15" },
}
example "of age two years earlier, from 2017 on" {
  given  = { registered = "2016-01-01", resident = yes, born = "2002-06-01", reader = { issued = "2016-05-01", paid = 1, auto = yes } },
  on     = "2016-12-31",
  expect = { facts = { loan_limit = 10, rebate = eur "24.00", rebates = 2 }, offers = { films = "closed" }, closed = { films = "films.too_young" }, next_change = "2017-01-01" },
}
example "and so from that day" {
  given  = { registered = "2016-01-01", resident = yes, born = "2002-06-01", reader = { issued = "2016-05-01", paid = 1, auto = yes } },
  on     = "2017-01-01",
  expect = { facts = { loan_limit = 20 }, offers = { films = "available" } },
}
example "the rebate is the price of the term's first day" {
  given  = { registered = "2016-01-01", resident = yes, born = "2008-06-01", reader = { issued = "2016-05-01", paid = 1, auto = no } },
  on     = "2017-03-01",
  expect = { facts = { rebate = eur "24.00" }, benefits = { rebate_due = eur "24.00" } },
}
example "charged by itself, and in grace until it is" {
  given = { registered = "2016-01-01", resident = yes, born = "1950-06-01", reader = { issued = "2016-05-01", paid = 1, auto = yes },
    loans = { { item = "1", kind = "film", taken = "2016-05-01", due = "2017-05-14" }, { item = "2", kind = "film", taken = "2016-05-01", due = "2017-05-14" }, { item = "3", kind = "film", taken = "2016-05-01", due = "2017-05-14" } } },
  on     = "2017-05-01",
  expect = { renewal = { reader = "grace" }, due = "charge_card", facts = { loan_weeks = 6, rebate = eur "12.00", rebates = 3 }, refused = { return_card = "borrow.items_out" } },
}
example "over" {
  given  = { registered = "2016-01-01", resident = yes, reader = { issued = "2016-05-01", paid = 1, auto = yes } },
  on     = "2017-05-15",
  expect = { renewal = { reader = "over" }, tier = { library = "visitor" } },
}
example "five films are too many" {
  given = { resident = yes, films = { issued = "2016-10-31", paid = 40, auto = no },
    loans = { { item = "1", kind = "film", taken = "2017-05-01", due = "2017-05-14" }, { item = "2", kind = "film", taken = "2017-05-01", due = "2017-05-14" },
      { item = "3", kind = "film", taken = "2017-05-01", due = "2017-05-14" }, { item = "4", kind = "film", taken = "2017-05-31", due = "2017-06-14" } } },
  on     = "2017-05-31",
  expect = { refused = { borrow_film = "borrow.enough_films", borrow = { "borrow.overdue", "borrow.limit" } }, next_change = "2017-06-01" },
}
example "a reader" {
  given  = { registered = "2016-01-01", resident = yes, reader = { issued = "2016-05-01", paid = 1, auto = yes } },
  on     = "2016-06-15",
  expect = { renewal = { reader = "running" }, tier = { library = "reader" }, facts = { loan_limit = 5 } },
}
