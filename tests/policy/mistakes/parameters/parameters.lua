parameter "out_of_order" { unit = "days", { from = "2016-01-01", 15 }, { from = "2018-01-01", 20 }, { from = "2017-01-01", 30 } }
parameter "late" { unit = "days", { from = "2016-01-02", 15 } }
parameter "empty" { unit = "days" }
parameter "unit" { unit = "dais", { from = "2016-01-01", 15 } }
parameter "values" { unit = "money",
  { from = "2016-01-01", 15 },
  { from = "2017-01-01", usd "1.234" },
  { from = "2018-01-01", money("QQQ", "1") },
  { from = "2019-01-01", usd "1.00" },
  { from = "2020-01-01", eur "1.00" },
  { from = "2021", usd "1.00" },
  { usd "1.00" },
  { from = "2022-01-01", 1, 2 },
  5,
  { from = "2023-01-01", param "late" },
  { from = "2024-01-01", money(1) },
}
parameter "counts" { unit = "count", { from = "2016-01-01", -1 }, { from = "2017-01-01", today }, { from = "2018-01-01", "3" } }
parameter "abroad" { unit = "money", { from = "2016-01-01", eur "1.00" } }
parameter "undated" { unit = "days", { from = 2016-01-01, 5 } }
