#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/folder.h"
#include "drawn.h"
#include "policy/check/rules.h"
#include "test.h"

/*
 * Nothing differs before next_change: for members drawn, on each day of more
 * than two years, by the rules of every programme and by many that somebody
 * could have written in their place: a number, a word or a row is another.
 * TIERBOOK_MUTANTS says how many of a programme are tried (20000 is an hour).
 */
static const char *const programmes[] = {".", "tests/policy/gym", "tests/policy/airline.case",
                                         "tests/policy/library.case"};
enum { PROGRAMMES = sizeof(programmes) / sizeof(*programmes), MEMBERS = 30, DAYS = 800, TRIED = 25 };

/* Why a day is named on which nothing differs after all: what is not the same in how the decisions came about. */
enum idle { IDLE_FUNCTION, IDLE_ROW, IDLE_CONDITION, IDLE_VALUE, IDLE_NOTHING, IDLES };

static const char *const idles[] = {
	[IDLE_FUNCTION] = "a function asks for the day, and must be asked every day",
	[IDLE_ROW] = "a row comes or goes, and what is counted of them decides alike",
	[IDLE_CONDITION] = "a condition turns, and others decide",
	[IDLE_VALUE] = "a number or a parameter is another, and decides alike",
	[IDLE_NOTHING] = "nothing that a decision tells of turns",
};

struct rules {
	struct arena *arena;
	const struct source **files;
	size_t n;
};

static struct rules read_rules(const char *root)
{
	struct rules r = {.arena = arena_open()};
	struct diagnostics *d = diag_open();
	struct folder_entries found;

	assert_true(folder_walk(d, r.arena, root, "rules", ".lua", &found));
	r.files = arena_array(r.arena, found.n, sizeof(*r.files));
	for (size_t i = 0; i < found.n; i++) {
		struct str path = str_format(r.arena, "rules/%.*s", STR_ARG(found.paths[i]));

		if (str_starts(path, STR("rules/tests/")))
			continue;
		r.files[r.n++] = source_load(d, r.arena, root, path, SOURCE_LIMIT);
	}
	diag_close(d);
	return r;
}

/* Without its examples and samples, which decide nothing and take time to read. */
static struct str without_examples(struct arena *a, struct str text)
{
	struct buf out = {0};
	struct str line;
	bool inside = false;

	while (text.len > 0) {
		if (!str_cut(&text, '\n', &line)) {
			line = text;
			text.len = 0;
		}
		if (!inside && (str_starts(line, STR("example")) || str_starts(line, STR("sample "))))
			inside = true;
		if (!inside) {
			buf_add(&out, line);
			buf_add_char(&out, '\n');
		}
		if (inside && line.len > 0 && line.at[line.len - 1] == '}' &&
		    (line.at[0] == '}' || str_find(line, STR("} }"), 0) == line.len - 3))
			inside = false;
	}
	return buf_keep(&out, a);
}

static const struct {
	const char *from, *to;
} words[] = {
	{"at_least", "more_than"},
	{"more_than", "at_least"},
	{"at_least", "at_most"},
	{"at_most", "less_than"},
	{"less_than", "at_least"},
	{"by(", "before("},
	{"before(", "since("},
	{"since(", "after("},
	{"after(", "by("},
	{"within_last", "for_at_least"},
	{"within_last(param \"lasting\")", "this_year"},
	{"this_year", "last_year"},
	{"this_year", "this_month"},
	{"this_month", "last_month"},
	{"last_year", "year_before(2)"},
	{"year_before(2)", "within_last(years(2))"},
	{"days(", "months("},
	{"months(", "days("},
	{"years(", "months("},
	{"years_since", "months_since"},
	{"months_since", "days_since"},
	{"any_of", "none_of"},
	{"any_of", "all_of"},
	{"earliest", "latest"},
	{"latest", "earliest"},
	{"minus(", "plus("},
	{"greatest(", "least("},
	{"otherwise(", "greatest("},
	{"end_of_year", "start_of_month"},
	{"start_of_year", "end_of_month"},
	{"= known", "= unknown"},
	{"= yes", "= no"},
	{"= no", "= yes"},
	{"on \"anniversary\"", "on \"term_start\""},
	{"before_anniversary", "after_term_start"},
	{"after_anniversary", "before_anniversary"},
	{"after_term_start", "before_anniversary"},
	{"hit = \"first\"", "hit = \"collect\""},
	{"every = \"month\"", "every = \"quarter\""},
	{"every = \"year\"", "every = \"month\""},
	{"every = \"quarter\"", "every = \"year\""},
	{"as_of = \"term_start\"", "as_of = \"today\""},
	{"keeps = \"benefits\"", "loses = \"benefits\""},
	{"loses = \"benefits\", ", ""},
	{", offer = \"available\"", ""},
	{"unit = \"days\"", "unit = \"months\""},
	{"unit = \"months\"", "unit = \"days\""},
};

enum { WORDS = sizeof(words) / sizeof(*words) };

static size_t nth(struct str text, struct str what, size_t n)
{
	size_t at = str_find(text, what, 0);

	while (n-- && at != SIZE_MAX)
		at = str_find(text, what, at + 1);
	return at;
}

static struct str replace(struct arena *a, struct str text, size_t at, size_t len, struct str by)
{
	return str_format(a, "%.*s%.*s%.*s", (int)at, text.at, STR_ARG(by), (int)(text.len - at - len),
	                  text.at + at + len);
}

static struct str change_word(struct arena *a, struct str text)
{
	size_t word = (size_t)drawn_number(0, WORDS - 1), at;
	struct str from = str_from(words[word].from);

	at = nth(text, from, (size_t)drawn_number(0, 12));
	return at == SIZE_MAX ? text : replace(a, text, at, from.len, str_from(words[word].to));
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct str change_number(struct arena *a, struct str text)
{
	size_t at = (size_t)drawn_number(0, (int64_t)text.len - 1), end;
	long long n;

	while (at < text.len && !is_digit(text.at[at]))
		at++;
	for (end = at; end < text.len && is_digit(text.at[end]);)
		end++;
	if (at == end || end - at > 6)
		return text;
	/* Of a day only the year: any other is one that is there. */
	if (end - at != 4 && ((at > 0 && text.at[at - 1] == '-') || (end < text.len && text.at[end] == '-')))
		return text;
	n = strtoll(str_format(a, "%.*s", (int)(end - at), text.at + at).at, NULL, 10);
	switch (drawn_number(0, n > 1900 && n < 2100 ? 1 : 4)) {
	case 0:
		n++;
		break;
	case 1:
		n -= n > 0;
		break;
	case 2:
		n *= 2;
		break;
	case 3:
		n /= 2;
		break;
	default:
		n = drawn_number(0, 40);
	}
	return replace(a, text, at, end - at, str_format(a, "%lld", n));
}

/* A row, a state, a refusal: a line of its own, left out or there twice. */
static struct str change_line(struct arena *a, struct str text)
{
	size_t at = (size_t)drawn_number(0, (int64_t)text.len - 1), end;

	at = str_find(text, STR("\n  "), at);
	if (at == SIZE_MAX)
		return text;
	end = str_find(text, STR("\n"), at + 1);
	if (end == SIZE_MAX || end < at + 6 || text.at[end - 1] != ',')
		return text;
	if (drawn_number(0, 2))
		return replace(a, text, at, end - at, STR(""));
	return replace(a, text, end, 0, change_number(a, (struct str){text.at + at, end - at}));
}

/* What rules stand on: other records would need other members. */
static bool is_frame(struct str path)
{
	return str_ends(path, STR("records.lua")) || str_ends(path, STR("programme.lua"));
}

/* Other rules in the place of these; NULL where they are wrong, or decide the same. */
static struct policy *mutate(struct arena *a, const struct rules *r, const struct policy *base,
                             struct str *what)
{
	const struct source **files = arena_array(a, r->n, sizeof(*files));
	struct diagnostics *d = diag_open();
	size_t chosen = 0;
	struct policy *p;
	struct str text;

	for (size_t i = 0; i < r->n; i++)
		files[i] = r->files[i];
	for (int64_t changes = drawn_number(1, 2), tries = 100; changes && tries; tries--) {
		chosen = (size_t)drawn_number(0, (int64_t)r->n - 1);
		text = files[chosen]->text;
		if (is_frame(files[chosen]->path) || text.len == 0)
			continue;
		text = drawn_number(0, 3)   ? change_word(a, text)
		       : drawn_number(0, 1) ? change_number(a, text)
		                            : change_line(a, text);
		changes -= text.at != files[chosen]->text.at;
		if (text.at != files[chosen]->text.at)
			files[chosen] = source_make(a, files[chosen]->path, text);
	}
	*what = files[chosen]->text;
	p = rules_make(d, a, files, r->n);
	diag_close(d);
	if (!p || !hash_equal(p->schema->hash, base->schema->hash) || hash_equal(p->hash, base->hash))
		return NULL;
	return p;
}

/* The members decided by these rules on each day: whether one differs too early. */
static bool holds(const struct policy *p, const struct member *members, size_t n, int32_t days, size_t *named)
{
	struct arena *a = arena_open();
	struct decider *decider = decision_open(program_make(a, p));
	bool fine = true;
	int32_t from;

	assert_true(date_make(2016, 1, 15, &from));
	for (size_t i = 0; i < n && fine; i++) {
		uint64_t settled = 0;
		int32_t next = from;

		for (int32_t today = from; today < from + days && fine; today++) {
			const struct decision *d = decision_make(decider, members + i, today);
			uint64_t digest;

			/* A function may fail where its rules have been changed under it. */
			if (d->failure)
				break;
			digest = drawn_digest(d, false);
			fine = d->next_change > today &&
			       (today == next || (digest == settled && d->next_change == next));
			if (!fine)
				print_message("member %zu differs %d days before next_change, on day %d\n", i,
				              next - today, today - from);
			*named += today == next && today > from;
			settled = digest;
			next = d->next_change;
		}
	}
	decision_close(decider);
	arena_close(a);
	return fine;
}

static size_t draw_members(struct arena *a, const struct schema *s, size_t n, struct member **out)
{
	struct member *members = arena_array(a, n, sizeof(*members));

	drawn_from(1);
	for (size_t i = 0; i < n; i++)
		drawn_member(a, s, i, members + i);
	*out = members;
	return n;
}

static size_t count_tried(void)
{
	const char *said = getenv("TIERBOOK_MUTANTS");

	return said ? strtoul(said, NULL, 10) : TRIED;
}

static void other_rules_are_sound(const char *programme)
{
	struct rules r = read_rules(programme);
	struct diagnostics *d = diag_open();
	const struct policy *base;
	struct member *members;
	size_t tried = count_tried(), survived = 0, named = 0, n;
	bool all = tried > TRIED;

	for (size_t i = 0; i < r.n; i++)
		r.files[i] = source_make(r.arena, r.files[i]->path,
		                         without_examples(r.arena, r.files[i]->text));
	base = rules_make(d, r.arena, r.files, r.n);
	if (!base)
		diag_print(d, stderr, DIAG_TEXT);
	assert_non_null(base);
	diag_close(d);
	n = draw_members(r.arena, base->schema, all ? 40 : 4, &members);
	for (size_t i = 0; i < tried; i++) {
		struct arena *a = arena_open();
		struct policy *p;
		struct str what;

		drawn_from(1000 + i);
		p = mutate(a, &r, base, &what);
		if (p && !holds(p, members, n, all ? DAYS : 400, &named))
			fail_msg("%s, change %zu is not sound:\n%.*s", programme, i, STR_ARG(what));
		survived += p != NULL;
		arena_close(a);
	}
	print_message("%s: %zu of %zu changes of the rules are rules, %zu days named\n", programme, survived,
	              tried, named);
	assert_true(survived * 5 > tried);
	assert_true(named > survived);
	arena_close(r.arena);
}

static void other_rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < PROGRAMMES; i++)
		other_rules_are_sound(programmes[i]);
}

/* What of how it came about is not as it was; the values of texts decide nothing by the day. */
static enum idle compare_traces(const struct trace *a, size_t n, const struct decision *d)
{
	for (size_t i = 0; i < n && i < d->n_trace; i++) {
		const struct trace *b = d->trace + i;

		if (a[i].kind != b->kind || a[i].outcome != b->outcome)
			return a[i].kind == TRACE_RECORD ? IDLE_ROW : IDLE_CONDITION;
		if (b->kind == TRACE_READ && b->value.type != FACT_TEXT && !str_is(b->name, "today") &&
		    (a[i].value.value.known != b->value.value.known ||
		     a[i].value.value.number != b->value.value.number))
			return IDLE_VALUE;
	}
	return n == d->n_trace ? IDLE_NOTHING : IDLE_CONDITION;
}

static enum idle reason_of(struct arena *a, const struct policy *p, struct decider *decider,
                           const struct member *m, int32_t day)
{
	const struct decision *d = decision_trace(decider, m, day - 1);
	struct trace *before = arena_array(a, d->n_trace, sizeof(*before));
	size_t n = d->n_trace;

	for (size_t i = 0; i < p->n_customs; i++)
		if (p->customs[i].reads_today && d->next_change == day)
			return IDLE_FUNCTION;
	if (n)
		memcpy(before, d->trace, n * sizeof(*before));
	return compare_traces(before, n, decision_trace(decider, m, day));
}

/* Each day named is one on which something differs, but for these. */
static void count_idle(const char *programme, struct buf *out)
{
	struct arena *a = arena_open(), *scratch = arena_open();
	struct diagnostics *d = diag_open();
	const struct policy *p = rules_load(d, a, programme);
	struct member *members;
	size_t counts[IDLES] = {0}, named = 0, idle = 0, n;
	struct decider *decider, *tracer;
	int32_t from;

	assert_non_null(p);
	diag_close(d);
	assert_true(date_make(2016, 1, 15, &from));
	n = draw_members(a, p->schema, MEMBERS, &members);
	assert_true(holds(p, members, n, DAYS, &named));
	decider = decision_open(program_make(a, p));
	tracer = decision_open(program_make(a, p));
	for (size_t i = 0; i < n; i++) {
		const struct decision *made = decision_make(decider, members + i, from);
		uint64_t settled = drawn_digest(made, false), digest;

		for (int32_t day = made->next_change; day < from + DAYS; day = made->next_change) {
			made = decision_make(decider, members + i, day);
			digest = drawn_digest(made, false);
			if (digest == settled)
				counts[reason_of(scratch, p, tracer, members + i, day)]++;
			arena_reset(scratch);
			settled = digest;
		}
	}
	for (size_t i = 0; i < IDLES; i++)
		idle += counts[i];
	buf_add_format(out, "%s: %zu days named, on %zu of them something differs\n", programme, named,
	               named - idle);
	for (size_t i = 0; i < IDLES; i++)
		if (counts[i])
			buf_add_format(out, "  %zu  %s\n", counts[i], idles[i]);
	decision_close(decider);
	decision_close(tracer);
	arena_close(scratch);
	arena_close(a);
}

static void few_days_are_named_in_vain(void **state)
{
	struct buf out = {0};

	(void)state;
	/* The sample changes with what people learn of it; what the others say is kept. */
	for (size_t i = 1; i < PROGRAMMES; i++)
		count_idle(programmes[i], &out);
	golden_check("tests/policy/next_change.golden", buf_str(&out));
	buf_clear(&out);
	count_idle(programmes[0], &out);
	print_message("%.*s", STR_ARG(buf_str(&out)));
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(few_days_are_named_in_vain),
		cmocka_unit_test(other_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
