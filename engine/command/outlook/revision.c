#include "command/outlook/revision.h"

#include "base/arena.h"
#include "base/child.h"
#include "base/diag.h"
#include "policy/check/rules.h"
#include "policy/script/script.h"

enum { LIST_LIMIT = 1 << 20, FILES_LIMIT = 1000, ARGUMENTS = 12 };

struct repository {
	struct diagnostics *d;
	struct arena *arena;
	const char *site, *revision;
};

static bool fail(const struct repository *r, const char *why)
{
	diag_add(r->d, REVISION_UNREAD, POSITION_NONE, r->revision, why);
	return false;
}

/* git -C SITE and these words; what it prints.  No word of the user's can be an option: it follows --end-of-options. */
static bool ask(const struct repository *r, const char *const *words, size_t limit, const char *failed,
                struct str *out)
{
	const char *arguments[ARGUMENTS] = {"git", "-C", r->site};
	struct child_words said;
	size_t n = 3;

	while (*words)
		arguments[n++] = *words++;
	switch (child_run(r->arena, arguments, limit, &said)) {
	case CHILD_FINE:
		*out = said.output;
		return true;
	case CHILD_MISSING:
		return fail(r, "the program git could not be started");
	case CHILD_TOO_LONG:
		return fail(r, "it is too large");
	case CHILD_FAILED:
		break;
	}
	return fail(r, said.complaint.len > 0 ? str_z(r->arena, said.complaint) : failed);
}

static bool is_rule(struct str mode, struct str path)
{
	return (str_is(mode, "100644") || str_is(mode, "100755")) && str_ends(path, STR(".lua")) &&
	       str_find(path, STR("/."), 0) == SIZE_MAX;
}

/* One line of the list: "100644 blob 8f1c...\trules/tiers.lua".  false: it could not be read. */
static bool load_file(const struct repository *r, struct str entry, const struct source **files, size_t *n)
{
	struct str mode, type, object, text;

	if (!str_cut(&entry, ' ', &mode) || !str_cut(&entry, ' ', &type) || !str_cut(&entry, '\t', &object) ||
	    !is_rule(mode, entry))
		return true;
	if (*n == FILES_LIMIT)
		return fail(r, "it has too many files");
	if (!ask(r, (const char *[]){"cat-file", "blob", str_z(r->arena, object), NULL}, SCRIPT_LIMIT,
	         "git gives no contents of a file", &text))
		return false;
	files[(*n)++] = source_take(r->d, r->arena,
	                            str_format(r->arena, "%s:%.*s", r->revision, STR_ARG(entry)), text);
	return true;
}

struct policy *revision_load(struct diagnostics *d, struct arena *a, const char *site, const char *revision)
{
	struct repository r = {d, a, site, revision};
	const struct source **files = arena_array(a, FILES_LIMIT, sizeof(*files));
	const char *tree = str_format(a, "%s^{commit}", revision).at;
	size_t errors = diag_errors(d), n = 0;
	struct str commit, list, entry;
	struct policy *p;

	if (!ask(&r, (const char *[]){"rev-parse", "--verify", "--quiet", "--end-of-options", tree, NULL},
	         LIST_LIMIT, "git knows no such revision", &commit) ||
	    !ask(&r,
	         (const char *[]){"ls-tree", "-r", "-z", str_z(a, str_trim(commit)), "--", "rules/", NULL},
	         LIST_LIMIT, "git cannot list its files", &list))
		return NULL;
	while (str_cut(&list, '\0', &entry))
		if (!load_file(&r, entry, files, &n))
			return NULL;
	if (n == 0) {
		fail(&r, "it has no rules/ here");
		return NULL;
	}
	p = rules_make(d, a, files, n);
	return diag_errors(d) > errors ? NULL : p;
}
