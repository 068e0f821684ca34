#include <stdio.h>

#include "base/array.h"
#include "base/file.h"
#include "base/json.h"
#include "command/command.h"
#include "command/language/l10n_status_page.h"
#include "site/content/site.h"
#include "text/catalogue/pseudo.h"

static void add(struct catalogue_status *sum, const struct catalogue_status *s)
{
	sum->units += s->units;
	sum->words += s->words;
	sum->translated += s->translated;
	sum->translated_words += s->translated_words;
	sum->stale += s->stale;
	sum->stale_words += s->stale_words;
	sum->human_words += s->human_words;
	sum->machine_words += s->machine_words;
}

/* A page without a catalogue counts with all its words, none translated. */
static struct l10n_status_line line_of(struct call *call, const struct site *s, const struct page *p,
                                       size_t l)
{
	const struct catalogue *c = p->catalogues[l];
	struct l10n_status_line line = {.language = s->languages[l].tag, .page = p->path, .missing = !c};

	if (!c)
		c = catalogue_update(call->arena, p->doc, NULL, s->config.source_language, line.language);
	line.status = catalogue_status(c);
	return line;
}

static void print_text(const struct l10n_status_line *line)
{
	const struct catalogue_status *s = &line->status;

	printf("%-8.*s %-32.*s %4d%%  %6zu of %6zu words  %5zu stale  %6zu human  %6zu machine%s\n",
	       STR_ARG(line->language), STR_ARG(line->page),
	       l10n_status_page_percent(s->translated_words, s->words), s->translated_words, s->words,
	       s->stale_words, s->human_words, s->machine_words, line->missing ? "  (no catalogue)" : "");
}

static void print_json(const struct l10n_status_line *line)
{
	const struct catalogue_status *s = &line->status;
	struct buf out = {0};
	struct json j = {.out = &out};

	json_open(&j, '{');
	json_pair(&j, "language", line->language);
	json_pair(&j, "page", line->page);
	json_count(&j, "percent", l10n_status_page_percent(s->translated_words, s->words));
	json_count(&j, "words", s->words);
	json_count(&j, "translated", s->translated_words);
	json_count(&j, "stale", s->stale_words);
	json_count(&j, "human", s->human_words);
	json_count(&j, "machine", s->machine_words);
	json_close(&j, '}');
	printf("%.*s\n", STR_ARG(buf_str(&out)));
	buf_free(&out);
}

struct lines {
	struct l10n_status_line *at;
	size_t n;
};

static void add_line(struct call *call, struct lines *all, struct l10n_status_line line,
                     struct l10n_status_line *sum)
{
	add(&sum->status, &line.status);
	*ARRAY_ADD(call->arena, all->at, all->n) = line;
}

/* The lines of a language, and its sum. */
static struct l10n_status_line *add_language(struct call *call, const struct site *s, size_t l,
                                             struct lines *all)
{
	struct l10n_status_line sum = {.language = s->languages[l].tag, .page = STR("(all)"), .sum = true};

	if (s->languages[l].catalogue)
		add_line(call, all,
		         (struct l10n_status_line){.language = sum.language,
		                                   .page = STR("messages"),
		                                   .status = catalogue_status(s->languages[l].catalogue)},
		         &sum);
	for (size_t i = 0; i < s->n_pages; i++)
		add_line(call, all, line_of(call, s, &s->pages[i], l), &sum);
	*ARRAY_ADD(call->arena, all->at, all->n) = sum;
	return &all->at[all->n - 1];
}

static bool write_page(struct call *call, const char *path, const struct lines *all)
{
	struct buf out = {0};
	bool done;

	l10n_status_page_render(&out, call->arena, all->at, all->n);
	done = file_publish(call->d, path, buf_str(&out), NULL);
	buf_free(&out);
	return done;
}

/* Whether less is translated than is asked for. */
static bool is_too_little(struct call *call, const struct catalogue_status *sum, struct str tag)
{
	int percent = l10n_status_page_percent(sum->translated_words, sum->words);

	if (percent >= command_number(call, "--fail-under", 0))
		return false;
	diag_add(call->d, TRANSLATED_UNDER, POSITION_NONE, str_z(call->arena, tag),
	         str_format(call->arena, "%d", percent).at, command_text(call, "--fail-under"));
	return true;
}

static int run(struct call *call)
{
	void (*print)(const struct l10n_status_line *) = command_flag(call, "--json") ? print_json
	                                                                              : print_text;
	const char *page = command_text(call, "--html"), *only = command_text(call, "--locale");
	struct site *s = site_open(call->d, call->site, SITE_WHOLE);
	bool under = false, written = true;
	struct lines all = {0};

	if (!s)
		return EXIT_NOTHING;
	if (only && (config_language(&s->config, str_from(only)) == SIZE_MAX ||
	             str_is(s->config.source_language, only))) {
		diag_add(call->d, NOT_A_TRANSLATION, POSITION_NONE, only);
		written = false;
	}
	for (size_t l = 1; l < s->config.n_languages; l++) {
		if (pseudo_of(s->languages[l].tag) || (only && !str_is(s->languages[l].tag, only)))
			continue;
		under |= is_too_little(call, &add_language(call, s, l, &all)->status, s->languages[l].tag);
	}
	for (size_t i = 0; i < all.n; i++)
		print(&all.at[i]);
	if (page)
		written = write_page(call, page, &all);
	diag_print(call->d, stderr, call->format);
	site_close(s);
	return under || !written ? EXIT_MISTAKES : command_status(call);
}

static const struct option options[] = {
	{"--locale", 'l', OPTION_TEXT, "LANG", "only this language"},
	{"--json", 0, OPTION_FLAG, NULL, "one JSON object a line instead of columns"},
	{"--html", 0, OPTION_TEXT, "FILE", "also write the same as a page"},
	{"--fail-under", 0, OPTION_NUMBER, "PERCENT",
         "exit 1 when a language has less of its words translated", false, 0, 100},
	{NULL},
};

const struct command command_l10n_status = {
	.name = "l10n status",
	.operands = "",
	.summary = "how much of each page is translated, by words",
	.help = "For each language and page: the share of words whose sentences have a translation that fits, how many\n"
		"words are stale (the source has changed since), and who translated them.\n"
		"\n"
		"  tierbook l10n status --fail-under 95 --html translations.html",
	.options = options,
	.run = run,
};
