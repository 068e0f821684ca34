programme "two" { time_zone = "UTC", currency = "USD", begins = "2016-01-01" }
