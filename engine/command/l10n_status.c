#include <stdio.h>

#include "base/json.h"
#include "command/command.h"
#include "site/site.h"

struct line {
	struct str language, page;
	struct catalogue_status status;
	bool missing; /* no catalogue: words are the source's */
};

static int percent(size_t part, size_t whole)
{
	return whole ? (int)(part * 100 / whole) : 100;
}

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
static struct line line_of(struct call *call, const struct site *s, const struct page *p, size_t l)
{
	const struct catalogue *c = p->catalogues[l];
	struct line line = {.language = s->languages[l].tag, .page = p->path, .missing = !c};

	if (!c)
		c = catalogue_update(call->arena, p->doc, NULL, s->config.source_language, line.language);
	line.status = catalogue_status(c);
	return line;
}

static void print_text(const struct line *line)
{
	const struct catalogue_status *s = &line->status;

	printf("%-8.*s %-32.*s %4d%%  %6zu of %6zu words  %5zu stale  %6zu human  %6zu machine%s\n",
	       STR_ARG(line->language), STR_ARG(line->page), percent(s->translated_words, s->words),
	       s->translated_words, s->words, s->stale_words, s->human_words, s->machine_words,
	       line->missing ? "  (no catalogue)" : "");
}

static void print_json(const struct line *line)
{
	const struct catalogue_status *s = &line->status;
	struct buf out = {0};
	struct json j = {.out = &out};

	json_open(&j, '{');
	json_key(&j, "language");
	json_text(&j, line->language);
	json_key(&j, "page");
	json_text(&j, line->page);
	json_key(&j, "percent");
	json_integer(&j, percent(s->translated_words, s->words));
	json_key(&j, "words");
	json_integer(&j, (int64_t)s->words);
	json_key(&j, "translated");
	json_integer(&j, (int64_t)s->translated_words);
	json_key(&j, "stale");
	json_integer(&j, (int64_t)s->stale_words);
	json_key(&j, "human");
	json_integer(&j, (int64_t)s->human_words);
	json_key(&j, "machine");
	json_integer(&j, (int64_t)s->machine_words);
	json_close(&j, '}');
	printf("%.*s\n", STR_ARG(buf_str(&out)));
	buf_free(&out);
}

static int run(struct call *call)
{
	void (*print)(const struct line *) = command_flag(call, "--json") ? print_json : print_text;
	int64_t floor = command_number(call, "--fail-under", 0);
	struct site *s = site_open(call->d, call->site, SITE_WHOLE);
	bool under = false;

	if (!s)
		return EXIT_NOTHING;
	for (size_t l = 1; l < s->config.n_languages; l++) {
		struct line sum = {.language = s->languages[l].tag, .page = STR("(all)")};

		if (s->languages[l].catalogue) {
			struct line line = {.language = sum.language,
			                    .page = STR("messages"),
			                    .status = catalogue_status(s->languages[l].catalogue)};

			print(&line);
			add(&sum.status, &line.status);
		}
		for (size_t i = 0; i < s->n_pages; i++) {
			struct line line = line_of(call, s, &s->pages[i], l);

			print(&line);
			add(&sum.status, &line.status);
		}
		print(&sum);
		under |= percent(sum.status.translated_words, sum.status.words) < floor;
	}
	diag_print(call->d, stderr, call->format);
	site_close(s);
	return under ? EXIT_MISTAKES : command_status(call);
}

static const struct option options[] = {
	{"--json", 0, OPTION_FLAG, NULL, "one JSON object a line instead of columns", false},
	{"--fail-under", 0, OPTION_NUMBER, "PERCENT",
         "exit 1 when a language has less of its words translated", false},
	{NULL},
};

const struct command command_l10n_status = {
	.name = "l10n status",
	.operands = "",
	.summary = "how much of each page is translated, by words",
	.help = "For each language and page: the share of words whose sentences have a translation that fits, how many\n"
		"words are stale (the source has changed since), and who translated them.\n"
		"\n"
		"  tierbook l10n status --fail-under 95",
	.options = options,
	.run = run,
};
