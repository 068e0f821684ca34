#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/disk.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/folder.h"
#include "command/command.h"
#include "site/content/address.h"
#include "site/content/config.h"
#include "text/bilingual/bilingual.h"

enum { FILE_LIMIT = 4 << 20 };

struct import {
	struct call *call;
	struct arena *arena; /* of one file */
	struct config config;
	struct str language;  /* --locale */
	struct str *unlisted; /* languages that the site does not list, each said once */
	size_t n_unlisted;
	struct str only; /* the language of all files so far; empty: of none, or they differ */
	size_t pages, sentences, skipped, failed, silent;
	struct str last; /* what was written last */
};

/* Whether a name's last word is its file's language, "zh-TW" or "zh": then it is no part of the page's name. */
static bool says(struct str word, struct str language)
{
	return word.len > 0 && word.len <= language.len &&
	       (word.len == language.len || language.at[word.len] == '-') &&
	       strncasecmp(word.at, language.at, word.len) == 0;
}

/* "guides/3.zh-TW.sxs.md" is the page "guides/3". */
static struct str page_of(struct str file, struct str language)
{
	static const char *const ends[] = {".md", ".sxs"};
	struct str page = file;
	size_t dot;

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (str_ends(page, str_from(ends[i])))
			page = str_slice(page, 0, page.len - strlen(ends[i]));
	for (dot = page.len; dot > 0 && page.at[dot - 1] != '.' && page.at[dot - 1] != '/'; dot--)
		continue;
	if (dot > 1 && page.at[dot - 1] == '.' && says(str_slice(page, dot, page.len), language))
		page = str_slice(page, 0, dot - 1);
	return page;
}

/* A page that is there already is replaced only on request: another language of the same source has the same bytes. */
static bool in_the_way(struct import *m, struct str path, struct str bytes)
{
	const char *file = file_path(m->arena, m->call->site, path);

	if (!file_exists(file) || file_read_matches(file, bytes) || command_flag(m->call, "--replace"))
		return false;
	diag_add(m->call->d, IN_THE_WAY, POSITION_NONE, file);
	return true;
}

static bool publish(struct import *m, struct str path, struct str bytes)
{
	return file_publish_soon(m->call->d, file_path(m->arena, m->call->site, path), bytes, NULL);
}

static bool write_page(struct import *m, struct str content, struct str locale, const struct bilingual *b)
{
	struct buf out = {0};
	bool done;

	catalogue_render(b->catalogue, &out);
	done = !in_the_way(m, content, b->page) && !in_the_way(m, locale, buf_str(&out)) &&
	       publish(m, content, b->page) && publish(m, locale, buf_str(&out));
	buf_free(&out);
	return done;
}

static void say_unlisted(struct import *m, struct str language)
{
	if (config_language(&m->config, language) != SIZE_MAX)
		return;
	for (size_t i = 0; i < m->n_unlisted; i++)
		if (str_equal(m->unlisted[i], language))
			return;
	*ARRAY_ADD(m->call->arena, m->unlisted, m->n_unlisted) = str_copy(m->call->arena, language);
	diag_add(m->call->d, LANGUAGE_NOT_LISTED, POSITION_NONE, str_z(m->call->arena, language));
}

/* name: the page's, or empty: that of the path, as far as it names the page. */
static bool import_file(struct import *m, const struct source *file, struct str name, struct str path)
{
	struct diagnostics *d = m->call->d;
	struct str said = bilingual_import_language(m->arena, file);
	struct str page = name.len > 0 ? name : page_of(path, said.len > 0 ? said : m->language);
	struct bilingual_page into = {str_format(m->arena, "content/%.*s.md", STR_ARG(page)),
	                              m->config.source_language, m->language};
	struct str locale;
	struct bilingual b;

	if (!address_is_page(page)) {
		diag_add(d, BAD_PAGE_PATH, POSITION_NONE, str_z(m->arena, page));
		return false;
	}
	if (!bilingual_import(d, m->arena, file, &into, &b))
		return false;
	locale = str_format(m->arena, "locales/%.*s/%.*s.xlf", STR_ARG(b.language), STR_ARG(page));
	if (!write_page(m, into.path, locale, &b))
		return false;
	say_unlisted(m, b.language);
	if (m->pages == 0)
		m->only = str_copy(m->call->arena, b.language);
	else if (!str_equal(m->only, b.language))
		m->only = (struct str){0};
	m->pages++;
	m->sentences += b.catalogue->n_units;
	m->last = str_format(m->call->arena, "%.*s and %.*s", STR_ARG(into.path), STR_ARG(locale));
	return true;
}

/* A file of the dialect, by its name or by a segment in it. */
static bool is_bilingual(const struct source *file)
{
	return str_ends(file->path, STR(".sxs.md")) ||
	       str_find(file->text, STR("<span data-ttu-id=\""), 0) != SIZE_MAX ||
	       str_find(file->text, STR("<span class=\"sxs-lookup\">"), 0) != SIZE_MAX;
}

static void import_of_folder(struct import *m, const char *folder, struct str page, bool *later)
{
	struct call *call = m->call;
	struct str path = str_from(file_path(call->arena, folder, page));
	const struct source *file = source_load(call->d, m->arena, ".", path, FILE_LIMIT);

	if (file && !is_bilingual(file))
		m->skipped++;
	else if (file && later && m->language.len == 0 && bilingual_import_language(m->arena, file).len == 0)
		*later = true;
	else if (!file || !import_file(m, file, STR(""), page))
		m->failed++;
	/* What is said of a file is printed with it: so many files are not held until the end. */
	diag_print(call->d, stderr, call->format);
	arena_reset(m->arena);
}

/* Parts that pages include have no head: they are in the language of the others, if these have one. */
static void import_folder(struct import *m, const char *folder)
{
	struct call *call = m->call;
	struct folder_entries files;
	bool *later;

	m->failed += !folder_walk(call->d, call->arena, folder, "", ".md", &files);
	later = arena_array(call->arena, files.n, sizeof(*later));
	for (size_t i = 0; i < files.n; i++)
		import_of_folder(m, folder, files.paths[i], &later[i]);
	m->language = m->language.len > 0 ? m->language : m->only;
	for (size_t i = 0; i < files.n; i++)
		if (later[i]) {
			import_of_folder(m, folder, files.paths[i], NULL);
			m->silent += m->only.len > 0;
		}
	if (m->silent > 0)
		diag_add(call->d, BILINGUAL_LANGUAGE_TAKEN, POSITION_NONE,
		         str_z(call->arena, str_format(call->arena, "%zu", m->silent)),
		         str_z(call->arena, m->only));
	diag_print(call->d, stderr, call->format);
	fprintf(stderr, "imported %zu (%zu sentences), failed %zu, of another kind %zu\n", m->pages,
	        m->sentences, m->failed, m->skipped);
}

static void import_one(struct import *m, const char *path)
{
	const char *page = command_text(m->call, "--page"), *slash = strrchr(path, '/');
	const struct source *file = source_load(m->call->d, m->arena, ".", str_from(path), FILE_LIMIT);

	if (file && import_file(m, file, str_from(page), str_from(slash ? slash + 1 : path)))
		fprintf(stderr, "%.*s: %zu sentences\n", STR_ARG(m->last), m->sentences);
	diag_print(m->call->d, stderr, m->call->format);
}

static int run(struct call *call)
{
	struct import m = {.call = call, .language = str_from(command_text(call, "--locale"))};
	const char *path = call->operands[0];
	int status;

	if (command_text(call, "--page") && file_is_folder(path)) {
		fprintf(stderr, "tierbook import-bilingual: --page names one page, and %s is a folder\n",
		        path);
		return EXIT_USAGE;
	}
	if (!config_load(call->d, call->arena, call->site, &m.config))
		return EXIT_NOTHING;
	m.arena = arena_open();
	if (file_is_folder(path))
		import_folder(&m, path);
	else
		import_one(&m, path);
	arena_close(m.arena);
	if (m.pages > 0 && !disk_sync(call->d, file_path(call->arena, call->site, STR("content"))))
		return EXIT_MISTAKES;
	status = m.failed > 0 ? EXIT_MISTAKES : command_status(call);
	return m.pages > 0 || (status == EXIT_FINE && m.skipped > 0) ? status : EXIT_NOTHING;
}

static const struct option options[] = {
	{"--page", 0, OPTION_TEXT, "PATH",
         "the page it becomes (default: the file's name without .sxs.md and its language)"},
	{"--locale", 'l', OPTION_TEXT, "LANG", "the language of files that don't say theirs"},
	{"--replace", 0, OPTION_FLAG, NULL, "replace pages and translations that are there"},
	{NULL},
};

const struct command command_import_bilingual = {
	.name = "import-bilingual",
	.operands = "FILE|FOLDER",
	.min_operands = 1,
	.max_operands = 1,
	.summary = "take over pages in the bilingual Markdown dialect",
	.help = "Turns a file in which each sentence stands with its source into a source page, content/PATH.md, and its\n"
		"translation, locales/LANG/PATH.xlf; LANG is the file's ms.contentlocale.  Of a folder, every file of the\n"
		"dialect becomes the page at its own path there; one that doesn't say its language has that of the others.\n"
		"A sentence that is broken is said with its line and the rest imported, and so is a file.\n"
		"`tierbook export-bilingual` gives each file back.\n"
		"\n"
		"  tierbook import-bilingual upgrade.zh-TW.sxs.md --page guides/upgrade\n"
		"  tierbook import-bilingual partner-docs/ja-JP",
	.options = options,
	.run = run,
};
