-- Beside both of the programmes, and so of neither.
tier "loose" { track = "loose", rank = 1, entry = { joined = by(today) } }
offer "extra" { record = "offers", price = usd "5.00" }
action "wave" { refuse_when { size = 3, say = "wave.no" } }
