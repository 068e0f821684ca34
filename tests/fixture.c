#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "test.h"

int fixture_open(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	f->arena = arena_open();
	f->d = diag_open();
	f->given = *state;
	*state = f;
	return 0;
}

int fixture_close(void **state)
{
	struct fixture *f = *state;

	diag_close(f->d);
	arena_close(f->arena);
	free(f);
	return 0;
}

int fixture_open_folder(void **state)
{
	struct fixture *f;

	fixture_open(state);
	f = *state;
	f->home = getcwd(NULL, 0);
	snprintf(f->folder, sizeof(f->folder), "/tmp/tierbook-test-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	assert_int_equal(chdir(f->folder), 0);
	return 0;
}

int fixture_close_folder(void **state)
{
	struct fixture *f = *state;
	char command[128];

	assert_int_equal(chdir(f->home), 0);
	snprintf(command, sizeof(command), "rm -rf %s", f->folder);
	assert_int_equal(system(command), 0);
	free(f->home);
	return fixture_close(state);
}
