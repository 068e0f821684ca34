-- Silver and Gold, by the days of a competency: from the one on which it was
-- earned to its last, whatever the others are.

examples "a competency counts from the day it was earned to its last" {
  given   = { network_since = "2015-03-02" },
  on      = "2016-05-01",
  columns = { "name", "given.competencies", "expect.tier.competency" },
  { "none",             none,                                                                                         none     },
  { "earned today",     { { area = "cloud", level = "silver", earned = "2016-05-01" } },                              "silver" },
  { "earned tomorrow",  { { area = "cloud", level = "silver", earned = "2016-05-02" } },                              none     },
  { "its last day",     { { area = "cloud", level = "silver", earned = "2015-05-01", ends = "2016-05-01" } },         "silver" },
  { "the day after",    { { area = "cloud", level = "silver", earned = "2015-05-01", ends = "2016-04-30" } },         none     },
  { "Gold, today",      { { area = "cloud", level = "gold",   earned = "2016-05-01" } },                              "gold"   },
  { "Gold, tomorrow",   { { area = "cloud", level = "gold",   earned = "2016-05-02" } },                              none     },
  { "Gold, over",       { { area = "cloud", level = "gold",   earned = "2015-05-01", ends = "2016-04-30" },
                          { area = "data",  level = "silver", earned = "2015-05-01" } },                              "silver" },
  { "Gold and to come", { { area = "cloud", level = "gold",   earned = "2015-05-01" },
                          { area = "data",  level = "silver", earned = "2015-05-01" },
                          { area = "games", level = "gold",   earned = "2016-06-01" },
                          { area = "maps",  level = "gold",   earned = "2013-06-01", ends = "2014-06-01" } },         "gold"   },
}
