#include "site/statement/statement.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/identity.h"
#include "site/content/help.h"
#include "site/content/wording.h"
#include "site/statement/phrases.h"
#include "site/statement/statement_values.h"
#include "text/template/weave.h"

/* One language's program and what of the page is the same for every member. */
struct edition {
	const struct template *template;
	struct str help_root;
	struct value page, asset;
	struct hash context;
};

struct statement {
	const struct site *site;
	const struct theme *theme;
	struct edition *editions; /* as site->languages */
	struct theme_asset *assets;
	size_t n_assets;
};

struct statement_writer {
	const struct statement *statement;
	struct locale **locales;
	struct phrases **phrases; /* as site->languages, like the locales */
	struct arena *arena, *scratch;
};

/* A value for every name that the frame of a statement may ask for. */
/* The head is the help pages' own: what it may ask for and a statement has not is none. */
static struct value page_values(const struct site *s, size_t l, struct arena *a)
{
	struct value_field *f = arena_array(a, 6, sizeof(*f));

	f[0] = (struct value_field){STR("lang"), value_text(s->languages[l].tag)};
	f[1] = (struct value_field){STR("dir"),
	                            value_text(str_from(locale_direction(s->languages[l].locale)))};
	f[2] = (struct value_field){STR("robots"), value_text(STR("noindex, nofollow"))};
	f[3] = (struct value_field){STR("title"), wording_value(WORDING_STATEMENT_TITLE, NULL, 0)};
	f[4] = (struct value_field){STR("description"), {VALUE_NONE}};
	f[5] = (struct value_field){STR("canonical"), {VALUE_NONE}};
	return value_record(f, 6);
}

/* Where the theme's files lie, from a statement in its two-digit folder: style.css is {{asset.style_css}}. */
static struct value asset_values(const struct theme_asset *assets, size_t n, struct arena *a)
{
	struct value_field *f = arena_array(a, n + 1, sizeof(*f));

	for (size_t i = 0; i < n; i++)
		f[i] = (struct value_field){
			theme_asset_slot(a, &assets[i]),
			value_text(str_format(a, "../%.*s", STR_ARG(assets[i].published)))};
	return value_record(f, n);
}

/* The page's own program, without the theme's frame. */
static const struct template *weave_body(struct diagnostics *d, struct arena *a, const struct site *s,
                                         struct theme *t, size_t l)
{
	struct weave w = {
		.catalogue = s->statement->catalogues[l],
		.source_language = s->config.source_language,
		.language = s->languages[l].tag,
		.source_direction = locale_direction(s->languages[0].locale),
		.direction = locale_direction(s->languages[l].locale),
		.views = 1U << s->config.statement_view,
		.badge_stale = s->config.badge_stale,
		.messages = s->languages[l].messages,
		.source_messages = s->languages[0].messages,
		.partial = theme_partial,
		.context = t,
	};

	return weave_page(d, a, s->statement->doc, &w);
}

static const struct template *compile(struct diagnostics *d, struct arena *a, const struct site *s,
                                      struct theme *t, size_t l)
{
	const struct template *body = weave_body(d, a, s, t, l);

	return body ? theme_compile(d, a, t, "statement", s->languages[l].messages, body) : NULL;
}

static struct hash context_of(const struct statement *st, size_t l, struct hash program)
{
	const struct site *s = st->site;
	const struct edition *e = &st->editions[l];
	struct hash h = hash_join(program, s->policy->hash);

	h = hash_join(h, template_hash(e->template));
	h = hash_join(h, message_hash(s->languages[l].messages));
	h = hash_join(h, message_hash(s->languages[0].messages));
	h = hash_join(h, hash_of(s->languages[l].tag));
	h = hash_join(h, hash_of(s->languages[0].tag));
	h = hash_join(h, hash_of(e->help_root));
	h = hash_join(h, hash_of(s->config.name));
	for (size_t i = 0; i < st->n_assets; i++)
		h = hash_join(h, hash_of(st->assets[i].published));
	return h;
}

/* The theme's files under names that stay, whatever they hold: the pages of a site have its hash in theirs. */
static void name_assets(struct statement *st, struct arena *a)
{
	const struct theme_asset *assets = theme_assets(st->theme, &st->n_assets);

	st->assets = arena_array(a, st->n_assets + 1, sizeof(*st->assets));
	for (size_t i = 0; i < st->n_assets; i++) {
		st->assets[i] = assets[i];
		st->assets[i].published = str_format(a, "assets/%.*s", STR_ARG(assets[i].name));
	}
}

struct str statement_help_root(struct arena *a, const struct site *s, const char *pages)
{
	struct str root = str_from(pages);

	if (root.len == 0)
		return s->config.base_url;
	return str_ends(root, STR("/")) ? root : str_format(a, "%.*s/", STR_ARG(root));
}

struct statement *statement_open(struct diagnostics *d, const struct site *s, struct theme *t,
                                 struct str help_root)
{
	struct arena *a = s->arena;
	struct statement *st = arena_alloc(a, sizeof(*st));
	struct hash program = identity_hash();
	bool whole = true;

	if (!s->statement) {
		diag_add(d, NO_STATEMENT, POSITION_NONE, str_z(a, s->config.statement_page));
		return NULL;
	}
	*st = (struct statement){s, t, arena_array(a, s->config.n_languages, sizeof(struct edition)), NULL,
	                         0};
	name_assets(st, a);
	for (size_t l = 0; l < s->config.n_languages; l++) {
		struct edition *e = &st->editions[l];

		e->template = compile(d, a, s, t, l);
		e->page = page_values(s, l, a);
		e->asset = asset_values(st->assets, st->n_assets, a);
		if (help_root.len > 0)
			e->help_root = str_format(a, "%.*s%.*s/", STR_ARG(help_root),
			                          STR_ARG(s->languages[l].tag));
		whole &= e->template != NULL;
		if (e->template)
			e->context = context_of(st, l, program);
	}
	return whole ? st : NULL;
}

struct statement_writer *statement_writer_open(const struct statement *st)
{
	struct arena *a = arena_open();
	struct statement_writer *w = arena_alloc(a, sizeof(*w));
	const struct site *s = st->site;

	*w = (struct statement_writer){
		.statement = st,
		.locales = arena_array(a, s->config.n_languages, sizeof(struct locale *)),
		.phrases = arena_array(a, s->config.n_languages, sizeof(struct phrases *)),
		.arena = a,
		.scratch = arena_open(),
	};
	for (size_t l = 0; l < s->config.n_languages; l++) {
		w->locales[l] = locale_open(s->languages[l].tag);
		w->phrases[l] = phrases_open(a, st->editions[l].help_root);
	}
	return w;
}

void statement_writer_close(struct statement_writer *w)
{
	if (!w)
		return;
	for (size_t l = 0; l < w->statement->site->config.n_languages; l++)
		locale_close(w->locales[l]);
	arena_close(w->scratch);
	arena_close(w->arena);
}

/* The member's language where the site has it, else the source language. */
static size_t language_of(const struct site *s, const struct member *m)
{
	const struct schema *schema = s->policy->schema;
	const struct field *f = schema->language_field == SIZE_MAX ? NULL
	                                                           : &schema->fields[schema->language_field];
	const struct fact *fact = f ? &m->facts[schema->language_field] : NULL;
	size_t l;

	if (!fact || !fact->known)
		return 0;
	l = config_language(&s->config, f->type == FACT_ENUM ? f->values[fact->number] : fact->text);
	return l == SIZE_MAX ? 0 : l;
}

struct str statement_language(const struct statement *st, const struct member *m)
{
	return st->site->languages[language_of(st->site, m)].tag;
}

struct hash statement_context(const struct statement *st, const struct member *m)
{
	return st->editions[language_of(st->site, m)].context;
}

struct hash statement_identity(const struct statement *st)
{
	struct hash h = st->editions[0].context;

	for (size_t l = 1; l < st->site->config.n_languages; l++)
		h = hash_join(h, st->editions[l].context);
	return h;
}

/* The fields beside the decision's: site, page, asset and help, the root of the help pages. */
enum { OWN_FIELDS = 5 };

static struct value root_values(struct arena *a, const struct statement *st, const struct edition *e,
                                struct phrases *phrases, const struct decision *d)
{
	struct value_field *f = arena_array(a, STATEMENT_VALUES_FIELDS + OWN_FIELDS, sizeof(*f));
	struct value_field *site = arena_array(a, 1, sizeof(*site));
	size_t n = statement_values_make(a, d, phrases, f);

	site[0] = (struct value_field){STR("name"), value_text(st->site->config.name)};
	f[n++] = (struct value_field){STR("site"), value_record(site, 1)};
	f[n++] = (struct value_field){STR("page"), e->page};
	f[n++] = (struct value_field){STR("asset"), e->asset};
	f[n++] = (struct value_field){STR("help_root"), value_text(e->help_root)};
	f[n++] = (struct value_field){STR("alternates"), {VALUE_NONE}};
	return value_record(f, n);
}

void statement_render_in(struct statement_writer *w, const struct decision *d, size_t l, struct buf *out)
{
	const struct statement *st = w->statement;
	struct value root = root_values(w->scratch, st, &st->editions[l], w->phrases[l], d);
	const struct language *languages = st->site->languages;
	struct template_manner manner = {
		.page = {w->locales[l], languages[l].messages},
		.source = {w->locales[0], languages[0].messages},
		.view = st->site->config.statement_view,
	};

	template_render_beside(st->editions[l].template, &root, &manner, out);
	arena_reset(w->scratch);
}

void statement_render(struct statement_writer *w, const struct decision *d, struct buf *out)
{
	statement_render_in(w, d, language_of(w->statement->site, d->member), out);
}

/* A decision of an example that lists something in every list shows most names; they are looked for in all examples together. */
static void check_slots(struct diagnostics *d, struct arena *a, const struct site *s,
                        const struct statement *st, const struct template *t)
{
	struct decider *decider = decision_open(program_make(a, s->policy));
	struct value *roots = arena_array(a, s->policy->n_examples + 1, sizeof(*roots));
	struct value all;
	size_t n = 0;

	for (size_t i = 0; i < s->policy->n_examples; i++) {
		const struct example *e = &s->policy->examples[i];
		const struct decision *decision = decision_make(decider, &e->given, e->on);

		if (!decision->failure)
			roots[n++] = root_values(a, st, &st->editions[0],
			                         phrases_open(a, st->editions[0].help_root), decision);
	}
	all = value_list(roots, n);
	if (n > 0)
		template_check(d, t, &all, NULL);
	decision_close(decider);
}

bool statement_check(struct diagnostics *d, const struct site *s, struct theme *t)
{
	size_t errors = diag_errors(d);
	struct statement *st = statement_open(d, s, t, STR(""));

	if (st)
		check_slots(d, s->arena, s, st, st->editions[0].template);
	help_check(d, s);
	return diag_errors(d) == errors;
}

const struct theme_asset *statement_assets(const struct statement *st, size_t *n)
{
	*n = st->n_assets;
	return st->assets;
}
