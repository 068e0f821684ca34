-- The programme as a whole.  Its rules are all the files of this folder, whatever
-- they are called and in whatever order they are read.
--
-- A day begins and ends in the programme's time zone, and nothing can be decided
-- for a day before it begins.

programme "partner_membership" {
  time_zone = "America/Los_Angeles",
  currency  = "USD",
  begins    = "2016-01-01",
}
