#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "command/command.h"
#include "command/language/l10n_moved.h"
#include "site/content/site.h"
#include "text/catalogue/pseudo.h"

struct counts {
	size_t written, files, none;
};

/* Writes one catalogue where its bytes differ.  One that is there and could not be read keeps its translations. */
static void publish(struct call *call, struct str path, const struct catalogue *old,
                    const struct catalogue *c, struct counts *counts)
{
	const char *file = file_path(call->arena, call->site, path);
	struct buf out = {0};
	bool changed = false;

	counts->files++;
	if (!old && file_exists(file))
		return;
	catalogue_render(c, &out);
	file_publish(call->d, file, buf_str(&out), &changed);
	counts->written += changed;
	buf_free(&out);
}

static bool wanted(const struct call *call, struct str language)
{
	const char *only = command_text(call, "--locale");

	return !pseudo_of(language) && (!only || str_is(language, only));
}

/* A language's catalogues, as they were and as they fit the pages now. */
struct update {
	struct str *paths;
	const struct catalogue **old;
	struct catalogue **fresh;
	const struct l10n_moved_file **from;
	size_t n;
};

static void update_page(struct call *call, const struct site *s, const struct page *p, size_t l,
                        struct l10n_moved *moved, struct update *u, struct counts *counts)
{
	struct str tag = s->languages[l].tag;
	const struct catalogue *old = p->catalogues[l];
	const struct l10n_moved_file *from = old ? NULL : l10n_moved_take(call, moved, p->doc);

	if (!old && !from && !command_flag(call, "--all")) {
		counts->none++;
		return;
	}
	old = from ? from->catalogue : old;
	u->paths[u->n] = str_format(call->arena, "locales/%.*s/%.*s.xlf", STR_ARG(tag), STR_ARG(p->path));
	u->from[u->n] = from;
	u->old[u->n] = old;
	u->fresh[u->n++] = catalogue_update(call->arena, p->doc, old, s->config.source_language, tag);
}

static void publish_page(struct call *call, const struct update *u, size_t i, struct counts *counts)
{
	const struct l10n_moved_file *from = u->from[i];

	publish(call, u->paths[i], u->old[i], u->fresh[i], counts);
	if (from && file_exists(file_path(call->arena, call->site, u->paths[i])) &&
	    file_remove(call->d, file_path(call->arena, call->site, from->path)))
		fprintf(stderr, "%.*s is now %.*s, for so is its page\n", STR_ARG(from->path),
		        STR_ARG(u->paths[i]));
}

static void update_language(struct call *call, const struct site *s, size_t l, struct counts *counts)
{
	struct str tag = s->languages[l].tag;
	struct l10n_moved moved = l10n_moved_list(call, s, l);
	const struct catalogue *messages = message_update(call->arena, s->messages, s->n_messages,
	                                                  s->languages[l].catalogue,
	                                                  s->config.source_language, tag);
	struct update u = {
		.paths = arena_array(call->arena, s->n_pages, sizeof(*u.paths)),
		.old = arena_array(call->arena, s->n_pages, sizeof(*u.old)),
		.fresh = arena_array(call->arena, s->n_pages, sizeof(*u.fresh)),
		.from = arena_array(call->arena, s->n_pages, sizeof(*u.from)),
	};

	publish(call, str_format(call->arena, "locales/%.*s/messages.xlf", STR_ARG(tag)),
	        s->languages[l].catalogue, messages, counts);
	for (size_t i = 0; i < s->n_pages; i++)
		if (!s->pages[i].draft)
			update_page(call, s, &s->pages[i], l, &moved, &u, counts);
	l10n_moved_fill(call->arena, u.fresh, u.n);
	for (size_t i = 0; i < u.n; i++)
		publish_page(call, &u, i, counts);
}

static int run(struct call *call)
{
	struct site *s = site_open(call->d, call->site, SITE_WHOLE);
	const char *only = command_text(call, "--locale");
	struct counts counts = {0};
	int status = EXIT_NOTHING;

	if (!s)
		return status;
	if (only && (config_language(&s->config, str_from(only)) == SIZE_MAX ||
	             str_is(s->config.source_language, only))) {
		diag_add(call->d, NOT_A_TRANSLATION, POSITION_NONE, only);
		goto out;
	}
	for (size_t l = 1; l < s->config.n_languages; l++)
		if (wanted(call, s->languages[l].tag))
			update_language(call, s, l, &counts);
	status = command_status(call);
out:
	if (diag_errors(call->d) > 0)
		diag_print(call->d, stderr, call->format);
	else
		diag_forget(call->d); /* warnings of what has just been mended */
	fprintf(stderr, "%zu of %zu catalogues changed\n", counts.written, counts.files);
	if (counts.none > 0)
		fprintf(stderr, "pages without one: %zu; --all begins theirs\n", counts.none);
	site_close(s);
	return status;
}

static const struct option options[] = {
	{"--locale", 'l', OPTION_TEXT, "LANG", "only this language"},
	{"--all", 'a', OPTION_FLAG, NULL, "also begin catalogues for pages that have none yet"},
	{NULL},
};

const struct command command_l10n_update = {
	.name = "l10n update",
	.operands = "",
	.summary = "bring the translators' files up to date with the pages",
	.help = "Extracts the sentences of content/ into locales/LANG/PATH.xlf (XLIFF 1.2).  A sentence that has not\n"
		"changed keeps its translation, also when it has moved, to another page even; one that has changed a\n"
		"little keeps the old translation, marked as needing adaptation; a new one waits for its translator; one\n"
		"that is gone stays for one update more.  A page that has another name now takes its translations along.\n"
		"Without changes no file changes.\n"
		"\n"
		"  tierbook l10n update --locale zh-TW --all",
	.options = options,
	.run = run,
};
