-- Silver and Gold, by the days of a competency: from the one on which it was
-- earned to its last, whatever the others are.

examples "a competency counts from the day it was earned to its last" {
  given   = { network_since = "2015-03-02" },
  on      = "2016-05-01",
  columns = { "name", "expect.tier.competency", "given.competencies" },
  { "none",            none,     none },
  { "earned today",    "silver", { { area = "cloud", level = "silver", earned = "2016-05-01" } } },
  { "earned tomorrow", none,     { { area = "cloud", level = "silver", earned = "2016-05-02" } } },
  { "its last day",    "silver", { { area = "cloud", level = "silver", earned = "2015-05-01", ends = "2016-05-01" } } },
  { "the day after",   none,     { { area = "cloud", level = "silver", earned = "2015-05-01", ends = "2016-04-30" } } },
  { "Gold, today",     "gold",   { { area = "cloud", level = "gold", earned = "2016-05-01" } } },
  { "Gold, tomorrow",  none,     { { area = "cloud", level = "gold", earned = "2016-05-02" } } },

  { "Gold is over, Silver is not", "silver", {
    { area = "cloud", level = "gold",   earned = "2015-05-01", ends = "2016-04-30" },
    { area = "data",  level = "silver", earned = "2015-05-01" },
  } },

  { "of several Golds one is enough", "gold", {
    { area = "cloud", level = "gold",   earned = "2015-05-01" },
    { area = "data",  level = "silver", earned = "2015-05-01" },
    { area = "games", level = "gold",   earned = "2016-06-01" },
    { area = "maps",  level = "gold",   earned = "2013-06-01", ends = "2014-06-01" },
  } },
}
