-- What a member may do today.  An action that starts `from` a purchased or an
-- available offer is refused in the other state; every other refusal is written
-- here and names the sentence that the member reads, and the page that explains it.
--
-- `does` says what changes in the records once somebody has acted; `charges` is
-- taken at once.

action "buy" { offer = "action_pack", from = "available",
  steps   = { "choose_offer", "accept_terms", "payment_details", "review_order", "buy", "confirmation" },
  charges = param "action_pack_price",
  does    = { purchased = today, terms_paid = 1, auto_renew = yes, auto_renew_locked = no },
  help    = "buy-action-pack#steps",
}

-- Automatic renewal can be turned off at any time; then the member cannot turn it
-- on again until the subscription has been renewed.

action "auto_renew_off" { offer = "action_pack", from = "purchased",
  refuse_when { auto_renew = no, say = "auto_renew.already_off", help = "automatic-renewal#turn-it-off" },
  does = { auto_renew = no, auto_renew_locked = yes },
  help = "automatic-renewal#turn-it-off",
}

action "auto_renew_on" { offer = "action_pack", from = "purchased",
  refuse_when { auto_renew = yes, say = "auto_renew.already_on", help = "automatic-renewal" },
  refuse_when { auto_renew_locked = yes,
    say  = "auto_renew.locked_until_renewed",
    with = { anniversary = on "anniversary", opens = before_anniversary(param "first_reminder") },
    help = "automatic-renewal#turn-it-on-again" },
  does = { auto_renew = yes },
  help = "automatic-renewal#turn-it-on-again",
}

-- By hand, from the first reminder until benefits end; from then on it renews
-- automatically again.

action "renew" { offer = "action_pack", from = "purchased",
  refuse_when { in_state { "active" },
    say  = "renew.too_early",
    with = { opens = before_anniversary(param "first_reminder") },
    help = "renew-by-hand#when-you-can-renew" },
  steps   = { "verify_order", "accept_terms", "payment_details", "review_order", "buy", "confirmation" },
  charges = param "action_pack_price",
  renews  = yes,
  does    = { auto_renew = yes, auto_renew_locked = no },
  help    = "renew-by-hand#steps",
}

-- Only support can cancel.

action "cancel" { offer = "action_pack", from = "purchased",
  refuse_when { always, say = "cancel.support_only", help = "cancel#ask-for-cancellation" },
  help = "cancel",
}

action "request_cancellation" { offer = "action_pack", from = "purchased",
  steps = { "new_request", "choose_invoice_payment_reconciliation", "describe_request", "send_request" },
  help  = "cancel#ask-for-cancellation",
}

action "open_support_request" {
  refuse_when { none_of { holds "network" }, say = "tier.network.required", help = "membership-options#who-can-move-up" },
  help = "support#send-a-request",
}

-- A request can be followed online if it has one of our own numbers: SR, then the
-- year, then six digits.  Older ones came from a system that is gone.  Conditions
-- cannot look into a text, so this is a function.

custom "requests_with_our_number" {
  reads   = { "support_requests.number" },
  returns = integer,
  run = function(m)
    local found = 0
    for _, request in ipairs(m.support_requests) do
      local prefix, rest = string.sub(request.number, 1, 3), string.sub(request.number, 4)
      if prefix == "SR-" and string.len(rest) == 11 and string.sub(rest, 5, 5) == "-" then
        found = found + 1
      end
    end
    return found
  end,
}

action "follow_request" {
  refuse_when { support_requests = exactly(0), say = "support.no_request", help = "support#follow-a-request" },
  refuse_when { support_requests = at_least(1), [custom "requests_with_our_number"] = 0,
    say = "support.not_online", help = "support#follow-a-request" },
  help = "support#follow-a-request",
}

example "what a new subscriber may do" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1, auto_renew = yes, auto_renew_locked = no },
  },
  on     = "2016-05-01",
  expect = {
    allowed = { "auto_renew_off", "request_cancellation", "open_support_request" },
    refused = {
      buy            = "offer.action_pack.not_available",
      auto_renew_on  = "auto_renew.already_on",
      renew          = "renew.too_early",
      cancel         = "cancel.support_only",
      follow_request = "support.no_request",
    },
  },
}

example "turned off, it cannot be turned on again before renewal" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1, auto_renew = no, auto_renew_locked = yes },
  },
  on     = "2017-02-14",
  expect = {
    refused = { auto_renew_on = "auto_renew.locked_until_renewed", auto_renew_off = "auto_renew.already_off" },
    allowed = "renew",
  },
}

example "renewed by hand, it renews automatically again and can be turned off" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 2, auto_renew = yes, auto_renew_locked = no },
  },
  on     = "2017-02-20",
  expect = { allowed = "auto_renew_off", refused = { renew = "renew.too_early" } },
}

example "off, but never locked, it can be turned on" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1, auto_renew = no, auto_renew_locked = no },
  },
  on     = "2016-05-01",
  expect = { allowed = "auto_renew_on" },
}

example "by hand until benefits end, and not after" {
  given = {
    network_since = "2015-03-02",
    action_pack   = { purchased = "2016-03-01", terms_paid = 1, auto_renew = no, auto_renew_locked = yes },
  },
  on     = "2017-03-30",
  expect = { renewal = "last_call", allowed = "renew", next_change = "2017-03-31" },
}

example "nothing bought, nothing to turn off" {
  given  = { network_since = "2015-03-02" },
  on     = "2016-05-01",
  expect = {
    refused = {
      auto_renew_off       = "offer.action_pack.not_purchased",
      renew                = "offer.action_pack.not_purchased",
      request_cancellation = "offer.action_pack.not_purchased",
    },
  },
}

example "outsiders cannot open a request" {
  given  = {},
  on     = "2016-05-01",
  expect = { refused = { open_support_request = "tier.network.required", buy = "tier.network.required" } },
}

example "a request with one of our numbers can be followed" {
  given = {
    network_since    = "2015-03-02",
    support_requests = { { number = "SR-2016-004711", type = "invoice_payment_reconciliation", opened = "2016-04-20", status = "open" } },
  },
  on     = "2016-05-01",
  expect = { allowed = "follow_request" },
}

example "an older one cannot" {
  given = {
    network_since    = "2012-03-02",
    support_requests = { { number = "A4711", type = "membership_benefits", opened = "2014-04-20", status = "closed" } },
  },
  on     = "2016-05-01",
  expect = { refused = { follow_request = "support.not_online" } },
}
