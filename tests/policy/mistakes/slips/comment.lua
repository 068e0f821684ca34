// tiers of lead
