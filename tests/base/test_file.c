#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/disk.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/folder.h"
#include "base/source.h"
#include "base/stamp.h"
#include "fixture.h"
#include "test.h"

static void put(const char *path, struct str bytes)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes.at, 1, bytes.len, file), bytes.len);
	assert_int_equal(fclose(file), 0);
}

static void print(struct fixture *f, const char *golden)
{
	FILE *out = tmpfile();

	assert_non_null(out);
	diag_print(f->d, out, DIAG_TEXT);
	assert_int_equal(chdir(f->home), 0);
	golden_check_stream(golden, out);
	assert_int_equal(chdir(f->folder), 0);
}

static size_t names_in(const char *folder)
{
	DIR *dir = opendir(folder);
	size_t n = 0;

	assert_non_null(dir);
	while (readdir(dir))
		n++;
	closedir(dir);
	return n - 2;
}

static void reads_regular_files_only(void **state)
{
	struct fixture *f = *state;
	struct str s;

	put("five", STR("12345"));
	put("empty", STR(""));
	assert_int_equal(mkdir("folder", 0755), 0);
	assert_int_equal(mkfifo("pipe", 0644), 0);
	assert_int_equal(symlink("five", "link"), 0);
	assert_true(file_read(f->d, f->arena, "five", 5, &s));
	assert_str(s, "12345");
	assert_int_equal(s.at[5], 0);
	assert_true(file_read(f->d, f->arena, "empty", 0, &s));
	assert_str(s, "");
	assert_false(file_read(f->d, f->arena, "five", 4, &s));
	assert_false(file_read(f->d, f->arena, "missing", 5, &s));
	assert_false(file_read(f->d, f->arena, "folder", 5, &s));
	assert_false(file_read(f->d, f->arena, "pipe", 5, &s));
	assert_false(file_read(f->d, f->arena, "link", 5, &s));
	assert_false(file_read(f->d, f->arena, "/dev/zero", 5, &s));
	print(f, "tests/base/reading.golden");
}

static void loads_strict_text_only(void **state)
{
	struct fixture *f = *state;
	const struct source *s;

	assert_int_equal(mkdir("site", 0755), 0);
	put("site/bom", STR("\xEF\xBB\xBFtext\n"));
	put("site/latin1", STR("one\ncaf\xE9 au lait\n"));
	put("site/nul", STR("one\ntwo\0three\n"));
	put("site/utf16", STR("\xFF\xFEo\0n\0"));
	s = source_load(f->d, f->arena, "site", STR("bom"), 100);
	assert_non_null(s);
	assert_str(s->text, "text\n");
	assert_str(s->path, "bom");
	assert_null(source_load(f->d, f->arena, "site", STR("latin1"), 100));
	assert_null(source_load(f->d, f->arena, "site", STR("nul"), 100));
	assert_null(source_load(f->d, f->arena, "site", STR("utf16"), 100));
	assert_null(source_load(f->d, f->arena, "site", STR("bom"), 3));
	assert_null(source_load(f->d, f->arena, ".", STR("missing"), 3));
	print(f, "tests/base/loading.golden");
}

static void publishes_what_changed_and_leaves_nothing_behind(void **state)
{
	struct fixture *f = *state;
	struct buf large = {0};
	struct stat before, after;
	struct str s;
	bool changed;

	for (int i = 0; i < 50000; i++)
		buf_add_integer(&large, i);
	assert_true(file_publish(f->d, "out/deep/page.html", STR("one"), &changed));
	assert_true(changed);
	assert_int_equal(stat("out/deep/page.html", &before), 0);
	assert_true(file_publish(f->d, "out/deep/page.html", STR("one"), &changed));
	assert_false(changed);
	assert_int_equal(stat("out/deep/page.html", &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(after.st_mode & 07777 & ~0644, 0);
	assert_true(file_publish(f->d, "out/deep/page.html", STR("two"), &changed));
	assert_true(changed);
	assert_true(file_publish(f->d, "out/deep/page.html", buf_str(&large), NULL));
	large.at[large.len - 1]++;
	assert_true(file_publish(f->d, "out/deep/page.html", buf_str(&large), &changed));
	assert_true(changed);
	assert_true(file_read(f->d, f->arena, "out/deep/page.html", large.len, &s));
	assert_true(str_equal(s, buf_str(&large)));
	assert_true(file_publish(f->d, "out/deep/empty", STR(""), &changed));
	assert_true(changed);
	assert_int_equal(names_in("out/deep"), 2);
	assert_int_equal(diag_errors(f->d), 0);
	buf_free(&large);
}

static void publishes_many_before_one_wait(void **state)
{
	struct fixture *f = *state;
	bool changed;

	assert_true(file_publish_soon(f->d, "out/a", STR("a"), &changed));
	assert_true(changed);
	assert_true(file_publish_soon(f->d, "out/a", STR("a"), &changed));
	assert_false(changed);
	assert_true(file_put_soon(f->d, "out/b/c", STR("in a folder that was missing")));
	assert_true(file_put_soon(f->d, "out/b/d", STR("beside it")));
	assert_true(file_put_soon(f->d, "out/b/c", STR("over another")));
	assert_true(file_read_matches("out/b/c", STR("over another")));
	assert_int_equal(names_in("out/b"), 2);
	assert_true(disk_sync(f->d, "out"));
	assert_true(file_read_matches("out/a", STR("a")));
	assert_false(file_read_matches("out/a", STR("b")));
	assert_false(file_read_matches("out/a", STR("ab")));
	assert_false(file_read_matches("out/b", STR("")));
	assert_false(file_read_matches("out", STR("")));
	assert_int_equal(diag_errors(f->d), 0);
	assert_false(disk_sync(f->d, "nowhere"));
	assert_int_equal(diag_errors(f->d), 1);
}

static void tells_the_stamp_of_what_it_wrote_and_read(void **state)
{
	struct fixture *f = *state;
	struct stamp written = {0}, read = {0}, now;
	struct str text;

	assert_true(file_write(f->d, "new/file", STR("text"), &written));
	now = stamp_of("new/file");
	assert_int_equal(written.size, 4);
	assert_true(stamp_equal(&written, &now));
	assert_true(file_read_stamped(f->d, f->arena, "new/file", 4, &text, &read));
	assert_true(str_is(text, "text"));
	assert_true(stamp_equal(&read, &now));
}

static void renews_a_file_from_pieces(void **state)
{
	struct fixture *f = *state;
	const struct str pieces[] = {STR("one, "), STR(""), STR("two")};

	put("old", STR("what was there"));
	assert_true(file_renew(f->d, "old", pieces, 3));
	assert_true(file_read_matches("old", STR("one, two")));
	assert_true(file_renew(f->d, "new", pieces, 0));
	assert_true(file_read_matches("new", STR("")));
	assert_int_equal(names_in("."), 2);
	put("folder", STR(""));
	assert_false(file_renew(f->d, "folder/file", pieces, 3));
}

/* More of them than one call takes. */
static void writes_many_pieces_in_order(void **state)
{
	struct fixture *f = *state;
	struct str pieces[1000], all;
	uint64_t at;

	for (int i = 0; i < 1000; i++)
		pieces[i] = str_format(f->arena, "%.*d", i % 5, i);
	all = str_join(f->arena, pieces, 1000);
	assert_true(file_renew(f->d, "many", pieces, 1000));
	assert_true(file_read_matches("many", all));
	assert_true(file_append(f->d, "many", pieces, 1000, &at));
	assert_int_equal(at, all.len);
	assert_true(file_read_matches("many", str_join(f->arena, (struct str[]){all, all}, 2)));
}

static void never_writes_through_a_link(void **state)
{
	struct fixture *f = *state;
	struct str s;

	put("precious", STR("kept"));
	assert_int_equal(symlink("precious", "page"), 0);
	assert_true(file_publish(f->d, "page", STR("kept"), NULL));
	assert_true(file_publish(f->d, "page", STR("new"), NULL));
	assert_true(file_read(f->d, f->arena, "page", 9, &s));
	assert_str(s, "new");
	assert_true(file_read(f->d, f->arena, "precious", 9, &s));
	assert_str(s, "kept");
}

static void says_what_it_cannot_write(void **state)
{
	struct fixture *f = *state;

	put("file", STR("x"));
	assert_int_equal(mkdir("folder", 0755), 0);
	assert_int_equal(mkdir("folder/inner", 0755), 0);
	assert_false(file_publish(f->d, "folder", STR("x"), NULL));
	assert_false(file_publish(f->d, "file/x", STR("x"), NULL));
	assert_false(file_put_soon(f->d, "file/x", STR("x")));
	assert_false(file_publish(f->d, "/proc/tierbook", STR("x"), NULL));
	assert_false(file_make_folders(f->d, "file/x/y"));
	assert_true(file_make_folders(f->d, "folder/a//b/"));
	assert_true(file_exists("folder/a/b"));
	assert_false(file_exists("folder/b"));
	assert_true(file_remove(f->d, "file"));
	assert_true(file_remove(f->d, "file"));
	assert_false(file_remove(f->d, "folder"));
	assert_int_equal(names_in("."), 1);
	print(f, "tests/base/writing.golden");
}

static void walks_in_order_and_skips_what_is_no_file(void **state)
{
	struct fixture *f = *state;
	struct folder_entries list;
	struct buf deep = {0};

	assert_int_equal(system("mkdir -p site/content/b/c site/content/.git && cd site/content && "
	                        "touch a.md b/z.md b/c/x.md b.md Z.md b/note.txt .hidden.md .git/g.md && "
	                        "ln -s /etc etc && ln -s a.md l.md && mkfifo p.md q.txt"),
	                 0);
	put("site/content/b/\x1B[2J.md", STR(""));
	put("site/content/b/\xFF.md", STR(""));
	put("site/content/b/\xE6\x9C\x83.md", STR(""));
	assert_false(folder_walk(f->d, f->arena, "site", "content", ".md", &list));
	assert_int_equal(list.n, 6);
	assert_str(list.paths[0], "Z.md");
	assert_str(list.paths[1], "a.md");
	assert_str(list.paths[2], "b.md");
	assert_str(list.paths[3], "b/c/x.md");
	assert_str(list.paths[4], "b/z.md");
	assert_str(list.paths[5], "b/\xE6\x9C\x83.md");

	assert_true(folder_walk(f->d, f->arena, "site", "missing", "", &list));
	assert_int_equal(list.n, 0);

	for (int i = 0; i < 100; i++)
		buf_add_z(&deep, "d/");
	buf_add_char(&deep, 0);
	assert_true(file_make_folders(f->d, deep.at));
	assert_true(folder_walk(f->d, f->arena, ".", "d", "", &list));
	deep.len--;
	buf_add_z(&deep, "d/d");
	buf_add_char(&deep, 0);
	assert_true(file_make_folders(f->d, deep.at));
	assert_false(folder_walk(f->d, f->arena, ".", "d", "", &list));
	buf_free(&deep);
	print(f, "tests/base/walking.golden");
}

static void joins_paths(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(file_path(f->arena, ".", STR("a/b")), "a/b");
	assert_string_equal(file_path(f->arena, "", STR("a/b")), "a/b");
	assert_string_equal(file_path(f->arena, "site", STR("a/b")), "site/a/b");
	assert_string_equal(file_path(f->arena, "site/", STR("a")), "site/a");
	assert_string_equal(file_path(f->arena, "/", STR("a")), "/a");
	assert_string_equal(file_path(f->arena, "site", STR("")), "site");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST_IN_FOLDER(reads_regular_files_only),
		FIXTURE_TEST_IN_FOLDER(loads_strict_text_only),
		FIXTURE_TEST_IN_FOLDER(publishes_what_changed_and_leaves_nothing_behind),
		FIXTURE_TEST_IN_FOLDER(publishes_many_before_one_wait),
		FIXTURE_TEST_IN_FOLDER(tells_the_stamp_of_what_it_wrote_and_read),
		FIXTURE_TEST_IN_FOLDER(writes_many_pieces_in_order),
		FIXTURE_TEST_IN_FOLDER(renews_a_file_from_pieces),
		FIXTURE_TEST_IN_FOLDER(never_writes_through_a_link),
		FIXTURE_TEST_IN_FOLDER(says_what_it_cannot_write),
		FIXTURE_TEST_IN_FOLDER(walks_in_order_and_skips_what_is_no_file),
		FIXTURE_TEST_IN_FOLDER(joins_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
