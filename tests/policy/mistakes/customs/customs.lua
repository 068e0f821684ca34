local shared = param "fee"
custom "no_reads" { returns = yes_no, run = function() return true end }
custom "odd" { reads = { "joind", "badges.lvel", 3, "badges" }, returns = "bool", run = 3 }
custom "holder" { reads = { today }, returns = integer, run = function() return shared end }
custom "bound" { reads = { today }, returns = integer, run = function() return print end, stop = 1 }
tier "a" { track = "more", rank = 1, entry = { custom "holder", custom "lost", [custom "bound"] = yes } }
local seen, list = 0, {}
custom "counter" { reads = { "badges.level" }, returns = integer,
  run = function(m)
    local held = {}
    for i, badge in ipairs(m.badges) do
      held.last, found = badge.level, badge.earned
      if badge.level == "gold" then list[i] = badge end
    end
    seen = seen + (m.joined and 1 or 0)
    return seen
  end,
}
