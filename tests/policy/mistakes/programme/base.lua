programme "club" { time_zone = "Europe/Berln", currency = "EURO", begins = "2016-02-30", since = 1 }
programme "society" { time_zone = "UTC", currency = "USD", begins = "2016-01-01" }
