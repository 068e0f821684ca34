#include <stdio.h>

#include "base/file.h"
#include "command/command.h"
#include "site/content/site.h"
#include "text/exchange/exchange.h"

struct export
{
	struct call *call;
	const struct site *site;
	size_t language;
	enum exchange_format format;
	size_t written, files;
	bool failed;
};

static bool wanted(const struct call *call, struct str path)
{
	for (size_t i = 0; i < call->n_operands; i++)
		if (str_is(path, call->operands[i]))
			return true;
	return call->n_operands == 0;
}

static void write_one(struct export *e, struct str path, const struct catalogue *c)
{
	struct call *call = e->call;
	struct str file = str_format(call->arena, "%.*s%s", STR_ARG(path), exchange_suffix(e->format));
	struct buf out = {0};
	bool changed = false;

	exchange_render(e->format, c, &out);
	if (!file_publish(call->d, file_path(call->arena, command_text(call, "--out"), file), buf_str(&out),
	                  &changed))
		e->failed = true;
	e->files++;
	e->written += changed;
	buf_free(&out);
}

static void write_all(struct export *e)
{
	const struct site *s = e->site;
	struct arena *a = e->call->arena;
	struct str tag = s->languages[e->language].tag, from = s->config.source_language;

	if (wanted(e->call, STR("messages")))
		write_one(e, STR("messages"),
		          message_update(a, s->messages, s->n_messages, s->languages[e->language].catalogue,
		                         from, tag));
	for (size_t i = 0; i < s->n_pages; i++) {
		const struct page *p = &s->pages[i];

		if (!p->draft && wanted(e->call, p->path))
			write_one(e, p->path,
			          catalogue_update(a, p->doc, p->catalogues[e->language], from, tag));
	}
}

/* Operands that name no page are said, before anything is written. */
static bool know_pages(struct call *call, const struct site *s)
{
	size_t errors = diag_errors(call->d);

	for (size_t i = 0; i < call->n_operands; i++)
		if (!site_page(s, str_from(call->operands[i])) && !str_is(STR("messages"), call->operands[i]))
			diag_add(call->d, NO_PAGE, POSITION_NONE, call->operands[i]);
	return diag_errors(call->d) == errors;
}

static int run(struct call *call)
{
	const char *format = command_text(call, "--format"), *tag = command_text(call, "--locale");
	struct export e = {.call = call};
	struct site *s;
	int status = EXIT_NOTHING;

	if (format && !exchange_find(format, &e.format)) {
		fprintf(stderr, "tierbook l10n export: --format is xliff, xliff2 or po\n");
		return EXIT_USAGE;
	}
	s = site_open(call->d, call->site, SITE_WHOLE);
	if (!s)
		return status;
	e.site = s;
	e.language = config_language(&s->config, str_from(tag));
	if (e.language == SIZE_MAX || e.language == 0)
		diag_add(call->d, NOT_A_TRANSLATION, POSITION_NONE, tag);
	else if (know_pages(call, s)) {
		diag_forget(call->d); /* whether the site may be published is no question here */
		write_all(&e);
		status = e.failed ? EXIT_MISTAKES : EXIT_FINE;
		fprintf(stderr, "%zu of %zu files written\n", e.written, e.files);
	}
	diag_print(call->d, stderr, call->format);
	site_close(s);
	return status;
}

static const struct option options[] = {
	{"--locale", 'l', OPTION_TEXT, "LANG", "the language to translate to", true},
	{"--out", 'o', OPTION_TEXT, "FOLDER", "where the files go, one a page", true},
	{"--format", 0, OPTION_TEXT, "FORMAT", "xliff (1.2), xliff2 (2.1) or po (default: xliff)"},
	{NULL},
};

const struct command command_l10n_export = {
	.name = "l10n export",
	.operands = "[PAGE...]",
	.min_operands = 0,
	.max_operands = -1,
	.summary = "write files for translators' tools",
	.help = "Writes each page's sentences and their translations so far for a tool that translators use: XLIFF 1.2 or\n"
		"2.1, or PO.  Codes stand for what is no text; states, notes and the source of an outdated translation\n"
		"go along.  Without PAGE all pages and the interface's sentences (messages).\n"
		"\n"
		"  tierbook l10n export --locale zh-TW --format po --out to-translate",
	.options = options,
	.run = run,
};
