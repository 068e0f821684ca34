#include <stdio.h>
#include <strings.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/folder.h"
#include "command/command.h"
#include "site/content/site.h"
#include "text/exchange/exchange.h"

struct import {
	struct call *call;
	struct site *site;
	struct exchange_tally sum;
	size_t files, failed;
};

/* Without its folders' content/ and its suffix. */
static struct str stem_of(struct str name)
{
	size_t end = name.len;

	if (str_starts(name, STR("content/")))
		return stem_of(str_slice(name, 8, name.len));
	while (end > 0 && name.at[end - 1] != '.' && name.at[end - 1] != '/')
		end--;
	return end > 0 && name.at[end - 1] == '.' ? str_slice(name, 0, end - 1) : name;
}

static bool ends_in_path(struct str name, struct str path)
{
	return str_ends(name, path) && (name.len == path.len || name.at[name.len - path.len - 1] == '/');
}

/* How many of the catalogue's units are sentences of the page. */
static size_t count_known(struct arena *scratch, const struct site *s, const struct page *p,
                          const struct catalogue *c)
{
	struct catalogue *ours = catalogue_extract(scratch, p->doc, s->config.source_language,
	                                           c->target_language);
	size_t n = 0;

	catalogue_index(scratch, ours);
	for (size_t i = 0; i < c->n_units; i++)
		n += catalogue_find(ours, c->units[i].id) != NULL;
	return n;
}

/* The page that most of the units are of, where names have been lost altogether. */
static struct str guess_path(const struct site *s, const struct catalogue *c)
{
	struct arena *scratch = arena_open();
	struct str found = {0};
	size_t most = 0, n = 0;

	for (size_t i = 0; i < c->n_units; i++)
		for (size_t k = 0; k < s->n_messages; k++)
			most += str_equal(s->messages[k].id, c->units[i].id);
	if (most > 0)
		found = STR("messages");
	for (size_t i = 0; i < s->n_pages; i++) {
		n = count_known(scratch, s, &s->pages[i], c);
		if (n > most)
			found = s->pages[i].path;
		most = n > most ? n : most;
		arena_reset(scratch);
	}
	arena_close(scratch);
	return found;
}

/* The page that a catalogue translates, by the name it went out with, or by the file's own where a tool lost that. */
static struct str find_path(const struct site *s, const struct catalogue *c)
{
	struct str name = stem_of(c->original), file = stem_of(c->file->path), found = {0};

	if (str_is(name, "messages") || site_page(s, name))
		return name;
	if (ends_in_path(file, STR("messages")))
		found = STR("messages");
	for (size_t i = 0; i < s->n_pages; i++)
		if (ends_in_path(file, s->pages[i].path) && s->pages[i].path.len > found.len)
			found = s->pages[i].path;
	return found.len > 0 ? found : guess_path(s, c);
}

/* The site's own; NULL before its first translation. */
static const struct catalogue *our_catalogue(const struct import *m, struct str path, size_t language)
{
	if (str_is(path, "messages"))
		return m->site->languages[language].catalogue;
	return site_page(m->site, path)->catalogues[language];
}

static struct catalogue *bring_up_to_date(struct import *m, struct str path, size_t language,
                                          const struct catalogue *c)
{
	const struct site *s = m->site;
	struct str tag = s->languages[language].tag, from = s->config.source_language;

	if (str_is(path, "messages"))
		return message_update(m->call->arena, s->messages, s->n_messages, c, from, tag);
	return catalogue_update(m->call->arena, site_page(s, path)->doc, c, from, tag);
}

/* Writes it, and what comes after in the same run goes on from here. */
static bool keep(struct import *m, struct str path, size_t language, struct catalogue *c)
{
	struct arena *a = m->call->arena;
	struct str tag = m->site->languages[language].tag,
		   file = str_format(a, "locales/%.*s/%.*s.xlf", STR_ARG(tag), STR_ARG(path));
	struct buf out = {0};
	bool done;

	catalogue_render(c, &out);
	done = file_publish(m->call->d, file_path(a, m->call->site, file), buf_str(&out), NULL);
	buf_free(&out);
	catalogue_index(a, c);
	if (str_is(path, "messages"))
		m->site->languages[language].catalogue = c;
	else
		site_page(m->site, path)->catalogues[language] = c;
	return done;
}

/* Tools write zh_TW and zh-tw too. */
static size_t find_language(const struct import *m, char *tag)
{
	for (char *c = tag; *c; c++)
		*c = *c == '_' ? '-' : *c;
	for (size_t i = 1; i < m->site->config.n_languages; i++)
		if (strcasecmp(tag, str_z(m->call->arena, m->site->languages[i].tag)) == 0)
			return i;
	return SIZE_MAX;
}

/* A tool that lists a sentence twice, and has two translations of it. */
static void say_twice(struct call *call, const struct catalogue *theirs)
{
	for (size_t i = 0; i < theirs->n_units; i++) {
		const struct unit *u = &theirs->units[i], *first = catalogue_find(theirs, u->id);

		if (u->id.len > 0 && first && first != u && u->n_target > 0 &&
		    catalogue_hash(u->target, u->n_target) != catalogue_hash(first->target, first->n_target))
			diag_add(call->d, CAME_TWICE, u->position, str_z(call->arena, u->id));
	}
}

static bool take(struct import *m, struct catalogue *theirs, bool two_states)
{
	struct call *call = m->call;
	const char *given = command_text(call, "--locale");
	char *tag = str_z(call->arena, given ? str_from(given) : theirs->target_language);
	size_t language = find_language(m, tag);
	struct str path = find_path(m->site, theirs);
	struct exchange_tally tally;
	const struct catalogue *before;
	struct catalogue *ours;

	if (!*tag) {
		diag_add(call->d, NO_TARGET_LANGUAGE, theirs->position);
		return false;
	}
	if (language == SIZE_MAX || language == 0) {
		diag_add(call->d, NOT_A_TRANSLATION, theirs->position,
		         str_z(call->arena, theirs->target_language));
		return false;
	}
	if (path.len == 0) {
		diag_add(call->d, LOST_CATALOGUE, POSITION_NONE, str_z(call->arena, theirs->file->path),
		         str_z(call->arena, theirs->original));
		return false;
	}
	if (str_is(path, "messages"))
		message_refuse(call->d, call->arena, m->site->messages, m->site->n_messages, theirs);
	say_twice(call, theirs);
	before = our_catalogue(m, path, language);
	ours = bring_up_to_date(m, path, language, before);
	tally = exchange_merge(call->arena, ours, theirs, two_states);
	if (tally.emptied > 0)
		diag_add(call->d, CAME_EMPTY, tally.first_emptied->position,
		         str_z(call->arena, str_format(call->arena, "%zu", tally.emptied)),
		         str_z(call->arena, tally.first_emptied->id));
	m->sum.taken += tally.taken;
	m->sum.same += tally.same;
	m->sum.outdated += tally.outdated;
	m->sum.homeless += tally.homeless;
	/* what came back untranslated begins no file */
	return (!before && tally.taken + tally.outdated == 0) || keep(m, path, language, ours);
}

static void import_file(struct import *m, struct str path)
{
	struct call *call = m->call;
	const struct source *file = exchange_read(call->d, call->arena, path);
	struct exchange came;
	bool done = file && exchange_load(call->d, call->arena, file, &came);

	m->files++;
	for (size_t i = 0; done && i < came.n; i++)
		done &= take(m, came.catalogues[i], came.two_states);
	m->failed += !done;
}

static void import_operand(struct import *m, const char *operand)
{
	static const char *const suffixes[] = {".xlf", ".xliff", ".po"};
	struct folder_entries found;

	if (!file_is_folder(operand)) {
		import_file(m, str_from(operand));
		return;
	}
	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		m->failed += !folder_walk(m->call->d, m->call->arena, operand, "", suffixes[i], &found);
		for (size_t k = 0; k < found.n; k++)
			import_file(m, str_from(file_path(m->call->arena, operand, found.paths[k])));
	}
}

static int run(struct call *call)
{
	struct import m = {.call = call, .site = site_open(call->d, call->site, SITE_WHOLE)};
	size_t errors;

	if (!m.site)
		return EXIT_NOTHING;
	diag_forget(call->d); /* whether the site may be published is no question here */
	errors = diag_errors(call->d);
	for (size_t i = 0; i < call->n_operands; i++)
		import_operand(&m, call->operands[i]);
	diag_print(call->d, stderr, call->format);
	fprintf(stderr,
	        "%zu translations taken, %zu as they were, %zu of an older source, %zu of sentences that are no more\n",
	        m.sum.taken, m.sum.same, m.sum.outdated, m.sum.homeless);
	site_close(m.site);
	if (m.failed == m.files)
		return EXIT_NOTHING;
	return m.failed > 0 || diag_errors(call->d) > errors ? EXIT_MISTAKES : EXIT_FINE;
}

static const struct option options[] = {
	{"--locale", 'l', OPTION_TEXT, "LANG", "the language of files that don't say theirs, or say another"},
	{NULL},
};

const struct command command_l10n_import = {
	.name = "l10n import",
	.operands = "FILE|FOLDER...",
	.min_operands = 1,
	.max_operands = -1,
	.summary = "take in what translators bring back",
	.help = "Reads XLIFF 1.2 or 2.x or PO, from whatever tool, and takes its translations into locales/.  A sentence\n"
		"that has changed since it went out takes the old one's translation only where it has none, as needing\n"
		"adaptation.  A unit whose codes are not its source's, or a message that takes other arguments or is none,\n"
		"is said with its place, and the rest taken.\n"
		"\n"
		"  tierbook l10n import to-translate",
	.options = options,
	.run = run,
};
