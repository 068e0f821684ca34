#include "bench/rules/result.h"

#include <inttypes.h>
#include <string.h>

const char *const result_tiers[TIERS] = {"network", "action_pack", "silver", "gold"};
const char *const result_benefits[BENEFITS] = {
	"training",
	"support",
	"customer_connections",
	"windows_10_enterprise",
	"visual_studio_professional",
	"visual_studio_team_services",
	"office_365_e3",
	"enterprise_mobility_suite",
	"dynamics_crm_online_professional",
	"azure_credit",
	"developer_tools",
	"internal_use_rights",
	"partner_incentives",
	"support_hours",
	"advisory_hours",
};
const char *const result_states[STATES] = {"active", "due_soon", "window", "last_call", "lapsed"};
const char *const result_actions[ACTIONS] = {
	"buy",    "auto_renew_off",       "auto_renew_on",        "renew",
	"cancel", "request_cancellation", "open_support_request", "follow_request",
};
const char *const result_reasons[REASONS] = {
	"offer.action_pack.not_available",
	"offer.action_pack.not_purchased",
	"tier.network.required",
	"offer.action_pack.too_large",
	"auto_renew.already_off",
	"auto_renew.already_on",
	"auto_renew.locked_until_renewed",
	"renew.too_early",
	"cancel.support_only",
	"support.no_request",
	"support.not_online",
};
const char *const result_dues[DUES] = {"reminder.first", "charge_renewal", "reminder.last", "end_benefits"};

void result_clear(struct result *r)
{
	memset(r, 0, sizeof(*r));
	for (int i = 0; i < TIERS; i++)
		r->since[i] = NO_DAY;
	for (int i = 0; i < DUES; i++)
		r->due[i] = NO_DAY;
	r->next_credit = r->state_since = r->state_until = NO_DAY;
	r->state = -1;
}

/* No day is told as "-"; one that never comes has been made NO_DAY. */
static void print_day(FILE *out, int32_t day)
{
	if (day == NO_DAY)
		fputs("-", out);
	else
		fprintf(out, "%" PRId32, day);
}

static void print_reasons(FILE *out, unsigned reasons)
{
	bool first = true;

	for (int i = 0; i < REASONS; i++)
		if (reasons >> i & 1) {
			fprintf(out, "%s%s", first ? "" : ",", result_reasons[i]);
			first = false;
		}
}

void result_print(FILE *out, struct str member, const struct result *r)
{
	static const char *const offers[] = {"available", "purchased", "closed"};

	fprintf(out, "%.*s tiers", STR_ARG(member));
	for (int i = 0; i < TIERS; i++)
		if (r->held[i]) {
			fprintf(out, " %s@", result_tiers[i]);
			print_day(out, r->since[i]);
		}
	fputs(" benefits", out);
	for (int i = 0; i < BENEFITS; i++)
		if (r->benefits[i])
			fprintf(out, " %s=%" PRId64, result_benefits[i], r->benefits[i]);
	fputs(" next ", out);
	print_day(out, r->next_credit);
	fprintf(out, " offer %s ", offers[r->offer]);
	print_reasons(out, r->closed);
	fprintf(out, " renewal %s", r->state < 0 ? "-" : result_states[r->state]);
	if (r->state >= 0) {
		fputc(' ', out);
		print_day(out, r->state_since);
		fputc(' ', out);
		print_day(out, r->state_until);
		fprintf(out, " %" PRId64 " %" PRId32 " %" PRId32, r->term, r->term_start, r->anniversary);
	}
	fputs(" actions", out);
	for (int i = 0; i < ACTIONS; i++) {
		fprintf(out, " %s:", result_actions[i]);
		print_reasons(out, r->refused[i]);
	}
	fputs(" due", out);
	for (int i = 0; i < DUES; i++)
		if (r->due[i] != NO_DAY)
			fprintf(out, " %s@%" PRId32, result_dues[i], r->due[i]);
	fputc('\n', out);
}
