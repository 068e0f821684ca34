local p = param "window"
parameter "window" { unit = "days", { from = "2016-01-01", p "again" } }
