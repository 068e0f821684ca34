#include "site/content/wording.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/nearest.h"
#include "site/content/site.h"

enum { ARGUMENTS = 4 };

/* What a site must have for a sentence to be said. */
enum need {
	BENEFIT_WITHOUT_NUMBER,
	BENEFIT_WITH_CEILING,
	BENEFIT_THAT_RECURS,
	STATEMENT,
	STATEMENT_OF_GRANTS,
	STATEMENT_OF_RENEWALS,
	TRANSLATIONS,
	BADGES,
	REPORT,
};

static const struct {
	enum need need;
	struct str id;
	const char *arguments; /* by spaces */
	struct str english;
} sentences[WORDINGS] = {
#define WORDING(name, need, id, arguments, english)                                                          \
	[WORDING_##name] = {need, STR(id), arguments, STR(english)},
#include "site/content/wording.def"
#undef WORDING
};

struct str wording_id(enum wording w)
{
	return sentences[w].id;
}

const char *wording_words(enum wording w)
{
	return sentences[w].english.at;
}

struct value wording_value(enum wording w, const struct value_field *arguments, size_t n)
{
	return value_message(sentences[w].id, arguments, n);
}

const struct message_source *wording_english(struct arena *a)
{
	struct message_source *all = arena_array(a, WORDINGS, sizeof(*all));

	for (size_t w = 0; w < WORDINGS; w++)
		all[w] = (struct message_source){sentences[w].id, sentences[w].english, POSITION_NONE};
	return all;
}

static bool has_benefit(const struct policy *p, enum need need)
{
	for (size_t i = 0; i < p->n_benefits; i++) {
		const struct benefit *b = &p->benefits[i];

		if (need == BENEFIT_WITHOUT_NUMBER ? b->kind == BENEFIT_INCLUDED
		    : need == BENEFIT_WITH_CEILING ? b->up_to
		                                   : b->every > 0)
			return true;
	}
	return false;
}

static bool has_statement(const struct site *s)
{
	struct str page = str_format(s->arena, "content/%.*s.md", STR_ARG(s->config.statement_page));

	return file_exists(file_path(s->arena, s->root, page));
}

static bool is_needed(const struct site *s, const struct policy *p, enum need need)
{
	switch (need) {
	case BENEFIT_WITHOUT_NUMBER:
	case BENEFIT_WITH_CEILING:
	case BENEFIT_THAT_RECURS:
		return has_benefit(p, need);
	case STATEMENT:
		return has_statement(s);
	case STATEMENT_OF_GRANTS:
		return has_statement(s) && has_benefit(p, BENEFIT_THAT_RECURS);
	case STATEMENT_OF_RENEWALS:
		return has_statement(s) && p->n_renewals > 0;
	case TRANSLATIONS:
		return s->config.n_languages > 1;
	case BADGES:
		return s->config.n_languages > 1 && s->config.badge_stale;
	case REPORT:
		return true;
	}
	return false;
}

static const struct message_source *find(const struct site *s, struct str id)
{
	for (size_t i = 0; i < s->n_messages; i++)
		if (str_equal(s->messages[i].id, id))
			return &s->messages[i];
	return NULL;
}

static void check_arguments(struct diagnostics *d, const struct site *s, enum wording w,
                            struct position position)
{
	const struct str *wanted;
	size_t n = message_arguments(s->languages[0].messages, sentences[w].id, &wanted), n_given = 0;
	struct str given[ARGUMENTS], rest = str_from(sentences[w].arguments), name;

	while (str_cut(&rest, ' ', &name))
		given[n_given++] = name;
	for (size_t i = 0; i < n; i++) {
		bool found = false;

		for (size_t k = 0; k < n_given; k++)
			found |= str_equal(wanted[i], given[k]);
		if (found)
			continue;
		diag_add(d, MESSAGE_WANTS_OTHER, position, str_z(s->arena, sentences[w].id),
		         str_z(s->arena, wanted[i]));
		diag_suggest(d, wanted[i], given, n_given);
	}
}

static bool is_used(const struct policy *p, struct str id)
{
	for (size_t w = 0; w < WORDINGS; w++)
		if (str_equal(sentences[w].id, id))
			return true;
	for (size_t i = 0; i < p->n_messages; i++)
		if (str_equal(p->messages[i].id, id))
			return true;
	return false;
}

/* "grant." */
static struct str group_of(struct str id)
{
	return str_slice(id, 0, str_find(id, STR("."), 0) + 1);
}

/*
 * At the sentence that may be it with a slip of the pen, which is one of its group that neither the program nor a rule
 * says; else at the last of its group, where it belongs; else in no line of the file.
 */
static struct position place_of(const struct site *s, const struct policy *p, struct str id, struct str *slip)
{
	struct str group = group_of(id), *names = arena_array(s->arena, s->n_messages, sizeof(*names));
	struct position last = {s->messages[0].position.source, 0, 0};
	size_t n = 0;

	for (size_t i = 0; i < s->n_messages; i++) {
		struct str other = s->messages[i].id;

		if (!str_starts(other, group))
			continue;
		last = s->messages[i].position;
		if (!is_used(p, other))
			names[n++] = str_slice(other, group.len, other.len);
	}
	*slip = nearest_name(str_slice(id, group.len, id.len), names, n);
	return slip->len > 0
	               ? find(s, str_format(s->arena, "%.*s%.*s", STR_ARG(group), STR_ARG(*slip)))->position
	               : last;
}

static void say_missing(struct diagnostics *d, const struct site *s, const struct policy *p, enum wording w)
{
	struct str id = sentences[w].id, slip;
	const char *name = str_z(s->arena, id), *english = str_z(s->arena, sentences[w].english);
	struct position where = place_of(s, p, id, &slip);

	if (sentences[w].need == REPORT)
		diag_add(d, NO_REPORT_SENTENCE, where, name, english);
	else
		diag_add(d, NO_PAGE_SENTENCE, where, name, english);
	diag_suggest(d, slip, &slip, slip.len > 0);
}

static void check(struct diagnostics *d, const struct site *s, const struct policy *p, bool reports)
{
	/* without any, that was said */
	for (enum wording w = 0; w < WORDINGS && s->n_messages > 0; w++) {
		const struct message_source *own = find(s, sentences[w].id);

		if ((sentences[w].need == REPORT) != reports || !is_needed(s, p, sentences[w].need))
			continue;
		if (own)
			check_arguments(d, s, w, own->position);
		else
			say_missing(d, s, p, w);
	}
}

void wording_check(struct diagnostics *d, const struct site *s, const struct policy *p)
{
	check(d, s, p, false);
}

void wording_check_reports(struct diagnostics *d, const struct site *s)
{
	check(d, s, s->policy, true);
}

void wording_check_translations(struct diagnostics *d, const struct site *s)
{
	for (enum wording w = 0; w < WORDINGS; w++) {
		const struct message_source *own = find(s, sentences[w].id);

		if (own && is_needed(s, s->policy, sentences[w].need))
			site_check_translation(d, s, own->id, own->position);
	}
}

static void draft_line(struct buf *out, struct str id, struct str words)
{
	struct json quoted = {.out = out};

	buf_add(out, id);
	buf_add_z(out, ": ");
	json_text(&quoted, words);
	buf_add_char(out, '\n');
}

static void draft_use(const struct message_use *use, struct buf *out)
{
	struct position p = use->position;

	buf_add_format(out, "# %.*s:%u", STR_ARG(p.source->path), source_line(p.source, p.offset));
	for (size_t i = 0; i < use->n_arguments; i++)
		buf_add_format(out, "%s{%.*s}", i == 0 ? " gives " : ", ", STR_ARG(use->arguments[i].name));
	buf_add_char(out, '\n');
	draft_line(out, use->id, STR(""));
}

void wording_draft(const struct site *s, struct buf *out)
{
	const struct policy *p = s->legible;

	for (size_t i = 0; i < p->n_messages; i++)
		if (!find(s, p->messages[i].id))
			draft_use(&p->messages[i], out);
	for (enum wording w = 0; w < WORDINGS; w++)
		if (is_needed(s, p, sentences[w].need) && !find(s, sentences[w].id))
			draft_line(out, sentences[w].id, sentences[w].english);
}
