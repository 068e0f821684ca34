#ifndef BENCH_RESULT_H
#define BENCH_RESULT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/str.h"

/*
 * What the sample programme says of one member, as all engines of this bench
 * are asked for it: tiers, benefits, the offer and its renewal, actions with
 * all reasons against them, what is due.
 */
enum { NETWORK, ACTION_PACK, SILVER, GOLD, TIERS };
enum {
	TRAINING,
	SUPPORT,
	CUSTOMER_CONNECTIONS,
	WINDOWS,
	VISUAL_STUDIO,
	TEAM_SERVICES,
	OFFICE,
	MOBILITY,
	DYNAMICS,
	AZURE,
	DEVELOPER_TOOLS,
	INTERNAL_USE,
	INCENTIVES,
	SUPPORT_HOURS,
	ADVISORY_HOURS,
	BENEFITS
};
enum { AVAILABLE, PURCHASED, CLOSED };
enum { ACTIVE, DUE_SOON, WINDOW, LAST_CALL, LAPSED, STATES };
enum { BUY, AUTO_OFF, AUTO_ON, RENEW, CANCEL, REQUEST_CANCELLATION, OPEN_REQUEST, FOLLOW, ACTIONS };
enum {
	NOT_AVAILABLE,
	NOT_PURCHASED,
	NEEDS_NETWORK,
	TOO_LARGE,
	ALREADY_OFF,
	ALREADY_ON,
	LOCKED,
	TOO_EARLY,
	SUPPORT_ONLY,
	NO_REQUEST,
	NOT_ONLINE,
	REASONS
};
enum { REMINDER_FIRST, CHARGE_RENEWAL, REMINDER_LAST, END_BENEFITS, DUES };
enum { NO_DAY = INT32_MIN };

struct result {
	bool held[TIERS];
	int32_t since[TIERS];
	int64_t benefits[BENEFITS]; /* how much; 1 for what is simply included, 0 for what is not given */
	int32_t next_credit;
	int offer;
	unsigned closed; /* a bit a reason */
	int state;       /* of the renewal, or -1: then the rest is not set */
	int32_t state_since, state_until, term_start, anniversary;
	int64_t term;
	unsigned refused[ACTIONS]; /* a bit a reason; 0: allowed */
	int32_t due[DUES];         /* since when, or NO_DAY */
};

/* The names in the rules. */
extern const char *const result_tiers[TIERS], *const result_benefits[BENEFITS],
						      *const result_states[STATES],
							      *const result_actions[ACTIONS],
								      *const result_reasons[REASONS],
									      *const result_dues[DUES];

/* Nothing held, nothing due, no day. */
void result_clear(struct result *r);
/* One line, the same for the same result whoever found it. */
void result_print(FILE *out, struct str member, const struct result *r);

#endif
