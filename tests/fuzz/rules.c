#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "policy/check/rules.h"
#include "policy/decide/decision.h"
#include "policy/trial/example.h"

/*
 * Any text as a rules file, beside a small programme that is sound: checking it
 * must neither crash nor say nothing where no policy comes of it; and what comes
 * of it must decide its own examples.
 */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const char sound[] =
	"programme \"p\" { time_zone = \"UTC\", currency = \"USD\", begins = \"2016-01-01\" }\n"
	"record \"member\" { name = \"name\", language = \"language\", { \"id\", text, required = yes },\n"
	"  { \"name\", text, required = yes }, { \"language\", one_of { \"en\" }, required = yes },\n"
	"  { \"joined\", date }, { \"size\", integer } }\n"
	"record \"offers\" { key = { \"offer\" }, { \"offer\", one_of { \"pack\", \"extra\" }, required = yes },\n"
	"  { \"bought\", date, required = yes }, { \"paid\", integer, required = yes }, { \"auto\", yes_no } }\n"
	"tier \"basic\" { track = \"main\", rank = 1, entry = { joined = by(today) } }\n"
	"offer \"pack\" { record = \"offers\", price = usd \"10.00\" }\n"
	"renewal \"pack\" { term = years(1), origin = \"bought\", paid = \"paid\", { \"running\", starts = on \"term_start\" },\n"
	"  { \"over\", starts = on \"anniversary\", loses = \"benefits\", offer = \"available\" } }\n";

static void decide(struct arena *a, const struct policy *p)
{
	struct decider *decider = decision_open(program_make(a, p));
	const struct mismatch *mismatches;

	for (size_t i = 0; i < p->n_examples; i++)
		example_run(decider, &p->examples[i], a, NULL, &mismatches);
	decision_close(decider);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct str text = {(const char *)bytes, len};
	const struct source *files[2];
	struct diagnostics *d;
	struct policy *p;
	struct arena *a;
	FILE *out;

	/* source_load lets nothing else through */
	if (utf8_bad(text) != SIZE_MAX || memchr(bytes, 0, len))
		return 0;
	a = arena_open();
	d = diag_open();
	out = tmpfile();
	files[0] = source_make(a, STR("rules/base.lua"), str_from(sound));
	files[1] = source_make(a, STR("rules/fuzz.lua"), text);
	p = rules_make(d, a, files, 2);
	if (!p == !diag_errors(d))
		__builtin_trap();
	if (p)
		decide(a, p);
	diag_print(d, out, DIAG_TEXT);
	fclose(out);
	diag_close(d);
	arena_close(a);
	return 0;
}
