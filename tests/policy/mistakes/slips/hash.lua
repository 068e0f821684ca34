# tiers of lead
