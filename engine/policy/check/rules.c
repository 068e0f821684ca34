#include "policy/check/rules.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/folder.h"
#include "policy/check/check.h"
#include "policy/examples/examples.h"
#include "policy/examples/samples.h"
#include "policy/rules/canonical.h"
#include "policy/rules/families.h"
#include "policy/rules/messages.h"
#include "policy/script/sandbox.h"
#include "policy/script/script.h"
#include "policy/script/vocabulary.h"

/* Facts first, then what others refer to by name, then everything else, in whatever order it was declared. */
static void read_declarations(struct reading *r)
{
	reading_register(r);
	programmes_read(r);
	records_read(r);
	tiers_name(r);
	offers_name(r);
	renewals_name(r);
	actions_name(r);
	parameters_read(r);
	derived_name(r);
	tables_name(r);
	customs_read(r);
	derived_read(r);
	tables_read(r);
	tiers_read(r);
	benefits_read(r);
	offers_read(r);
	renewals_read(r);
	actions_read(r);
	examples_read(r);
	samples_read(r);
}

static void check(struct reading *r)
{
	cycles_check(r);
	gaps_check(r);
	timelines_check(r);
	reach_check(r);
	functions_check(r);
	/* What a broken declaration reads is not known. */
	if (diag_errors(r->d) > r->errors_before)
		return;
	usage_check(r);
	trials_check(r);
}

static struct policy *make(struct diagnostics *d, struct arena *a, const struct source *const *files,
                           size_t n)
{
	struct policy *p = arena_alloc(a, sizeof(*p));
	struct reading r = {.d = d, .a = a, .policy = p, .errors_before = diag_errors(d)};
	struct sandbox *s = sandbox_open();
	struct vocabulary *v = vocabulary_open(d, a, s);

	sandbox_seal(s);
	for (size_t i = 0; i < n; i++)
		vocabulary_run(v, files[i]);
	sandbox_close(s);
	r.vocabulary = v;
	read_declarations(&r);
	check(&r);
	messages_collect(&r);
	if (diag_errors(d) == r.errors_before)
		p->hash = canonical_hash(p, a);
	return p;
}

struct policy *rules_make(struct diagnostics *d, struct arena *a, const struct source *const *files, size_t n)
{
	size_t errors = diag_errors(d);
	struct policy *p = make(d, a, files, n);

	return diag_errors(d) > errors ? NULL : p;
}

/* NULL: there is no such folder. */
static struct policy *load(struct diagnostics *d, struct arena *a, const char *root, const char *folder)
{
	const struct source **files;
	struct folder_entries found;

	if (!folder_walk(d, a, root, folder, ".lua", &found))
		return NULL;
	files = arena_array(a, found.n, sizeof(*files));
	for (size_t i = 0; i < found.n; i++) {
		struct str path = str_format(a, "%s/%.*s", folder, STR_ARG(found.paths[i]));

		files[i] = source_load(d, a, root, path, SCRIPT_LIMIT);
	}
	return make(d, a, files, found.n);
}

struct policy *rules_load_folder(struct diagnostics *d, struct arena *a, const char *root, const char *folder)
{
	size_t errors = diag_errors(d);
	struct policy *p = load(d, a, root, folder);

	return diag_errors(d) > errors ? NULL : p;
}

struct policy *rules_load(struct diagnostics *d, struct arena *a, const char *root)
{
	return rules_load_folder(d, a, root, "rules");
}

struct policy *rules_load_broken(struct diagnostics *d, struct arena *a, const char *root)
{
	return load(d, a, root, "rules");
}
