#include "test.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/folder.h"
#include "policy/check/rules.h"

/*
 * Every folder of tests/policy/mistakes is a set of rules with mistakes, laid
 * over those of mistakes/base (a file of the same name replaces the base's),
 * and beside it NAME.golden: what check says of them.
 */
static const char *const folder = "tests/policy/mistakes";

static void copy_rules(struct arena *a, struct diagnostics *d, const char *from, const char *to)
{
	struct folder_entries files;

	assert_true(folder_walk(d, a, from, ".", "", &files));
	for (size_t i = 0; i < files.n; i++) {
		const char *source = str_format(a, "%s/%.*s", from, STR_ARG(files.paths[i])).at;
		const char *target = str_format(a, "%s/rules/%.*s", to, STR_ARG(files.paths[i])).at;
		struct str text;

		assert_true(file_read(d, a, source, 1 << 20, &text));
		assert_true(file_publish(d, target, text, NULL));
	}
}

static void check_case(void **state)
{
	const char *name = *state;
	struct arena *a = arena_open();
	struct diagnostics *d = diag_open();
	char root[] = "/tmp/tierbook-mistakes-XXXXXX";
	assert_non_null(mkdtemp(root));
	copy_rules(a, d, str_format(a, "%s/base", folder).at, root);
	copy_rules(a, d, str_format(a, "%s/%s", folder, name).at, root);
	rules_load(d, a, root);
	golden_check_said(str_format(a, "%s/%s.golden", folder, name).at, d);
	assert_int_equal(system(str_format(a, "rm -r %s", root).at), 0);
	diag_close(d);
	arena_close(a);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_case(const struct dirent *e)
{
	return e->d_name[0] != '.' && !strchr(e->d_name, '.') && strcmp(e->d_name, "base") != 0;
}

int main(void)
{
	struct dirent **found;
	int n = scandir(folder, &found, is_case, by_name);
	struct CMUnitTest *tests = calloc((size_t)(n > 0 ? n : 1), sizeof(*tests));
	int status;

	for (int i = 0; i < n; i++)
		tests[i] = (struct CMUnitTest){
			.name = found[i]->d_name, .test_func = check_case, .initial_state = found[i]->d_name};
	status = n > 0 ? _cmocka_run_group_tests("mistakes", tests, (size_t)n, NULL, NULL) : 1;
	for (int i = 0; i < n; i++)
		free(found[i]);
	free(found);
	free(tests);
	return status;
}
