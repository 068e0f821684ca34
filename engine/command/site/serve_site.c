#include "command/site/serve_site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "base/date.h"
#include "base/file.h"
#include "base/sweep.h"
#include "policy/decide/decision.h"
#include "policy/decide/program.h"
#include "record/store/store.h"
#include "site/build/build.h"

static const char *make_folder(struct call *call)
{
	const char *under = getenv("TMPDIR");
	char *path = file_path(call->arena, under && *under ? under : "/tmp", STR("tierbook-serve-XXXXXX"));

	if (mkdtemp(path))
		return path;
	file_cannot_write(call->d, path);
	return NULL;
}

struct serve_site *serve_site_open(struct call *call, const char *root, const char *records)
{
	struct serve_site *s = arena_alloc(call->arena, sizeof(*s));

	*s = (struct serve_site){.root = root, .records = records, .folder = make_folder(call)};
	if (!s->folder)
		return NULL;
	pthread_rwlock_init(&s->lock, NULL);
	/* so that a page of an earlier server knows that it is old */
	if (getrandom(&s->version, sizeof(s->version), 0) != sizeof(s->version))
		s->version = 1;
	s->version &= UINT32_MAX;
	return s;
}

void serve_site_close(struct serve_site *s)
{
	if (!s)
		return;
	site_close(s->site);
	free(s->problems);
	sweep_away(s->folder);
}

static double milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* The member's page, should the site have one; its own mistakes are told like any others. */
static struct statement *open_statement(struct diagnostics *d, struct site *s, struct theme *t)
{
	site_load_statement(d, s);
	if (!s->statement || diag_errors(d) > 0)
		return NULL;
	statement_check(d, s, t);
	return diag_errors(d) > 0 ? NULL : statement_open(d, s, t, STR("/"));
}

static void take_problems(struct serve_site *s, struct diagnostics *d)
{
	size_t size;
	FILE *out;

	free(s->problems);
	s->problems = NULL;
	s->errors = diag_errors(d);
	s->warnings = diag_warnings(d);
	out = open_memstream(&s->problems, &size);
	if (!out)
		return;
	diag_print(d, out, DIAG_TEXT);
	fclose(out);
}

/* The theme's files under the names that statements, unlike pages, know them by. */
static void put_assets(const struct serve_site *s, struct diagnostics *d, const struct statement *statement)
{
	struct arena *scratch = arena_open();
	size_t n;
	const struct theme_asset *assets = statement_assets(statement, &n);
	bool changed;

	for (size_t i = 0; i < n; i++)
		file_publish_soon(d,
		                  str_format(scratch, "%s/%.*s", s->folder, STR_ARG(assets[i].published)).at,
		                  assets[i].bytes, &changed);
	arena_close(scratch);
}

void serve_site_build(struct serve_site *s)
{
	struct diagnostics *d = diag_open();
	struct publish_count count;
	struct statement *statement = NULL;
	double begin = milliseconds();
	struct theme *t;
	struct site *site;
	bool done;

	pthread_rwlock_wrlock(&s->lock);
	site = site_open(d, s->root, SITE_WORDS);
	t = theme_load(d, site);
	done = build_run(d, site, t,
	                 &(struct build_options){.out = s->folder,
	                                         .own = true,
	                                         .drafts = true,
	                                         .day = site->policy ? build_newest_day(site->policy) : 0},
	                 &count);
	if (done)
		statement = open_statement(d, site, t);
	if (statement)
		put_assets(s, d, statement);
	take_problems(s, d);
	s->took = milliseconds() - begin;
	if (done) {
		site_close(s->site);
		s->site = site;
		s->statement = statement;
		s->program = program_make(site->arena, site->policy);
	} else {
		site_close(site);
	}
	s->version++;
	pthread_rwlock_unlock(&s->lock);
	diag_close(d);
}

uint64_t serve_site_version(struct serve_site *s)
{
	uint64_t version;

	pthread_rwlock_rdlock(&s->lock);
	version = s->version;
	pthread_rwlock_unlock(&s->lock);
	return version;
}

/* What was said of the records, for who asked for a statement. */
static void say_why(struct diagnostics *d, struct buf *why)
{
	char *said = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&said, &size);

	buf_add_z(why, "The records cannot be read. ");
	if (out) {
		diag_print(d, out, DIAG_TEXT);
		fclose(out);
	}
	buf_add(why, (struct str){said, size});
	free(said);
}

/* The member as the records have it now; a mistake of theirs is said in one line. */
static unsigned find_member(struct serve_site *s, struct diagnostics *d, struct arena *a, struct str id,
                            struct member *m, struct buf *why)
{
	struct store *store = store_open(d, s->site->policy->schema, s->records);
	const char *bad = NULL;
	unsigned status = 200;
	int found = store ? store_find(store, a, id, m, &bad) : -1;

	if (found < 0) {
		say_why(d, why);
		status = 500;
	} else if (found == 0) {
		struct str near = store_nearest(store, a, id);

		buf_add_z(why, "The records have no such member.");
		if (near.len > 0)
			buf_add_format(why, " Did you mean %.*s?", STR_ARG(near));
		status = 404;
	} else if (bad) {
		buf_add_format(why, "This member's record is in error: %s", bad);
		status = 500;
	}
	store_close(store);
	return status;
}

static unsigned render(struct serve_site *s, const struct member *m, int32_t day, size_t language,
                       struct buf *out, struct buf *why)
{
	struct decider *decider = decision_open(s->program);
	struct statement_writer *w = statement_writer_open(s->statement);
	const struct decision *decision = decision_make(decider, m, day);
	unsigned status = 200;

	if (decision->failure) {
		buf_add_format(why, "The rules cannot decide this member: %s", decision->failure);
		status = 500;
	} else if (language == SIZE_MAX) {
		statement_render(w, decision, out);
	} else {
		statement_render_in(w, decision, language, out);
	}
	statement_writer_close(w);
	decision_close(decider);
	return status;
}

unsigned serve_site_statement(struct serve_site *s, struct str member, struct str day, struct str language,
                              struct buf *out, struct buf *why)
{
	struct diagnostics *unheard;
	struct arena *a;
	struct member m;
	size_t l = SIZE_MAX;
	unsigned status;
	int32_t on;

	if (!s->records || !s->statement) {
		buf_add_z(why, s->records ? "The site has no page for statements, or it is in error."
		                          : "Statements need records: tierbook serve --records FILE");
		return 404;
	}
	on = build_newest_day(s->site->policy);
	if (day.len > 0 && !date_parse(day, &on)) {
		buf_add_z(why, "as-of is a day, YYYY-MM-DD.");
		return 400;
	}
	if (language.len > 0) {
		l = config_language(&s->site->config, language);
		if (l == SIZE_MAX) {
			buf_add_z(why, "The site has no such language.");
			return 400;
		}
	}
	unheard = diag_open();
	a = arena_open();
	status = find_member(s, unheard, a, member, &m, why);
	if (status == 200)
		status = render(s, &m, on, l, out, why);
	arena_close(a);
	diag_close(unheard);
	return status;
}
