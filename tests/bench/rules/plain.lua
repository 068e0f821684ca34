-- The sample programme as one plain function: a member as a table in, a table out.  Days are numbers since 1970.

local FIRST_REMINDER, LAST_REMINDER, WINDOW, CATCH_UP, LARGEST = 15, 23, 30, 31, 250

local function civil(day)
  day = day + 719468
  local era = day // 146097
  local of_era = day - era * 146097
  local year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
  local of_year = of_era - (365 * year + year // 4 - year // 100)
  local month = (5 * of_year + 2) // 153
  local d = of_year - (153 * month + 2) // 5 + 1
  month = month < 10 and month + 3 or month - 9
  return year + era * 400 + (month <= 2 and 1 or 0), month, d
end

local function day_of(year, month, d)
  if month <= 2 then year = year - 1 end
  local era = year // 400
  local of_era = year - era * 400
  local of_year = (153 * (month + (month > 2 and -3 or 9)) + 2) // 5 + d - 1
  return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468
end

local lengths = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function add_months(day, n)
  local year, month, d = civil(day)
  month = month - 1 + n
  year, month = year + month // 12, month % 12 + 1
  local last = lengths[month]
  if month == 2 and (year % 4 == 0 and year % 100 ~= 0 or year % 400 == 0) then last = 29 end
  return day_of(year, month, d < last and d or last)
end

local function months_between(from, to)
  local y, m = civil(from)
  local v, w = civil(to)
  local n = (v - y) * 12 + w - m
  if add_months(from, n) > to then n = n - 1 end
  return n
end

local states = { "active", "due_soon", "window", "last_call", "lapsed" }

local function ours(number)
  return #number == 14 and string.sub(number, 1, 3) == "SR-" and string.sub(number, 8, 8) == "-"
end

return function(m, today)
  local out = { tiers = {}, benefits = {}, actions = {}, due = {} }
  local tiers, benefits, actions = out.tiers, out.benefits, out.actions
  local network = m.network_since and m.network_since <= today
  if network then
    tiers.network = m.network_since
    benefits.training, benefits.support, benefits.customer_connections = 1, 1, 1
  end

  local offer
  for _, row in ipairs(m.offers) do
    if row.offer == "action_pack" and row.purchased <= today and not (row.cancelled and row.cancelled <= today) then
      offer = row
    end
  end
  local state
  if offer then
    local origin = offer.purchased
    local term = offer.terms_paid > 1 and offer.terms_paid or 1
    local term_start, anniversary = add_months(origin, 12 * (term - 1)), add_months(origin, 12 * term)
    local starts = { term_start, anniversary - FIRST_REMINDER, anniversary, anniversary + LAST_REMINDER, anniversary + WINDOW }
    state = 1
    while state < 5 and starts[state + 1] <= today do state = state + 1 end
    local since = starts[state]
    out.renewal = {
      state = states[state], since = since <= today and since or nil, ["until"] = starts[state + 1],
      term = term, term_start = term_start, anniversary = anniversary,
    }
    if network and state < 5 then
      tiers.action_pack = origin
      benefits.windows_10_enterprise, benefits.visual_studio_professional, benefits.visual_studio_team_services = 10, 3, 1
      benefits.office_365_e3, benefits.enterprise_mobility_suite, benefits.dynamics_crm_online_professional = 10, 5, 5
      benefits.azure_credit, benefits.developer_tools = 10000, 1
      local months, ends = months_between(origin, today), anniversary
      if term_start > today or anniversary <= today then ends = add_months(origin, 12 * (months // 12 + 1)) end
      local next = add_months(origin, months + 1)
      if next > ends then next = ends end
      if next < starts[5] then out.next_credit = next end
    end
    if state > 1 and since + CATCH_UP > today then
      if state == 2 and not offer.auto_renew then
        out.due["reminder.first"] = since
      elseif state == 3 and offer.auto_renew then
        out.due.charge_renewal = since
      elseif state == 4 then
        out.due["reminder.last"] = since
      elseif state == 5 then
        out.due.end_benefits = since
      end
    end
  end

  if network then
    for _, row in ipairs(m.competencies) do
      if row.earned <= today and not (row.ends and row.ends < today) then
        if not tiers.silver or row.earned < tiers.silver then tiers.silver = row.earned end
        if row.level == "gold" and (not tiers.gold or row.earned < tiers.gold) then tiers.gold = row.earned end
      end
    end
    if tiers.silver then
      benefits.internal_use_rights, benefits.partner_incentives = 1, 1
      benefits.support_hours = tiers.gold and 40 or 20
      benefits.advisory_hours = tiers.gold and 50 or 20
    end
  end

  local purchased = offer and state < 5
  if purchased then
    out.offer = "purchased"
    actions.buy = { "offer.action_pack.not_available" }
    actions.auto_renew_off = offer.auto_renew and {} or { "auto_renew.already_off" }
    local on = {}
    if offer.auto_renew then on[#on + 1] = "auto_renew.already_on" end
    if offer.auto_renew_locked then on[#on + 1] = "auto_renew.locked_until_renewed" end
    actions.auto_renew_on = on
    actions.renew = state == 1 and { "renew.too_early" } or {}
    actions.cancel = { "cancel.support_only" }
    actions.request_cancellation = {}
  else
    local closed = {}
    if not network then closed[#closed + 1] = "tier.network.required" end
    if m.employees and m.employees > LARGEST then closed[#closed + 1] = "offer.action_pack.too_large" end
    out.offer = #closed > 0 and "closed" or "available"
    out.closed = closed
    actions.buy = closed
    local no = { "offer.action_pack.not_purchased" }
    actions.auto_renew_off, actions.auto_renew_on, actions.renew = no, no, no
    actions.cancel, actions.request_cancellation = no, no
  end
  actions.open_support_request = network and {} or { "tier.network.required" }
  local follow = { #m.support_requests == 0 and "support.no_request" or "support.not_online" }
  for _, request in ipairs(m.support_requests) do
    if ours(request.number) then follow = {} end
  end
  actions.follow_request = follow
  return out
end
