#include "text/template/weave.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "text/catalogue/catalogue.h"
#include "text/template/message.h"
#include "text/template/mustache.h"
#include "text/template/weave_sentence.h"

enum { IN_SENTENCES = 1 << VIEW_SENTENCES, IN_COLUMNS = 1 << VIEW_COLUMNS };

static void add_tags(struct loom *l, const char *z)
{
	assembly_add_tags(&l->p, str_from(z));
}

static void add_opening(struct loom *l, enum weave_opening which)
{
	assembly_add_tags(&l->p, weave_sentence_tag(l, which));
}

/* Of what is in some of the page's views alone; a program of one view is written without asking for which. */
static unsigned views_of(const struct loom *l, unsigned views)
{
	return l->w->views & ~views ? views : VIEWS_ALL;
}

/* Until widen. */
static void narrow(struct loom *l, unsigned views)
{
	assembly_set_views(&l->p, views_of(l, views));
}

static void widen(struct loom *l)
{
	assembly_set_views(&l->p, VIEWS_ALL);
}

/*
 * The button and what it shows, but for the words: held back once, and written again for each sentence.  Its number is
 * made when the page is written, for a section may repeat it.
 */
static void add_button(struct loom *l)
{
	struct assembly *p = &l->p;
	uint32_t held = assembly_add_op(p, (struct op){.kind = OP_HELD}), done;

	l->peek = held + 1;
	add_tags(l, "<button class=\"peek\" popovertarget=\"s.");
	assembly_add_count(p, true);
	add_tags(l, "\" aria-label=\"");
	assembly_begin_prose(p);
	weave_sentence_label(l, STR(WEAVE_PEEK_LABEL), "Original sentence");
	assembly_end_prose(p);
	add_tags(l, "\"></button><span popover id=\"s.");
	assembly_add_count(p, false);
	add_opening(l, OPENING_PEEK);
	assembly_add_op(p, (struct op){.kind = OP_INSET});
	add_tags(l, "</span>");
	done = assembly_add_op(p, (struct op){.kind = OP_DONE});
	assembly_op(p, held)->jump = done;
}

/* Round the source's words, which the view of columns has, too, or the text gets for this; of no bytes if they are more. */
static struct op source_of(struct loom *l, const struct weave_sentence *s,
                           const struct weave_sentence *source)
{
	struct op op = {.kind = OP_AGAIN, .at = s->source_at, .n = s->n_source};

	if (op.n == 0 && weave_words_are_text(s->segment)) {
		assembly_begin_text(&l->p);
		weave_words_add(l, source, WEAVE_QUIET);
		assembly_take_text(&l->p, &op);
	}
	return op;
}

static void add_peek(struct loom *l, const struct weave_sentence *s)
{
	struct weave_sentence source = weave_words_source(s->segment);
	int32_t last = l->last;
	struct op op;

	if (!l->peek)
		add_button(l);
	l->last = 0;
	op = source_of(l, s, &source);
	op.jump = l->peek - 1;
	assembly_op(&l->p, assembly_add_op(&l->p, op))->views = (uint8_t)views_of(l, IN_SENTENCES);
	if (op.n == 0) {
		narrow(l, IN_SENTENCES);
		weave_words_add(l, &source, WEAVE_QUIET);
		add_tags(l, "</span>");
		widen(l);
	}
	l->last = last;
}

/* A button may stand in anything but a link. */
static bool takes_no_button(const struct document_block *b)
{
	for (size_t i = 0; i < b->n_outer; i++)
		if (b->outer[i].kind == CODE_LINK || b->outer[i].kind == CODE_HTML_PAIR)
			return true;
	return false;
}

static bool has_peek(const struct loom *l, const struct weave_sentence *s)
{
	return weave_sentence_is(l->w, s, 1u << WEAVE_TARGET | 1u << WEAVE_STALE);
}

/* The block's words in the page's language; with the buttons, where there is such a view. */
static void add_target(struct loom *l, const struct document_block *b, const struct weave_sentence *sentences,
                       bool peeks)
{
	bool later = takes_no_button(b);

	l->last = 0;
	weave_sentence_open(l, b, WEAVE_FULL);
	for (size_t i = 0; i < b->n_segments; i++) {
		if (i)
			weave_words_join(l, &sentences[i], &b->segments[i - 1]);
		weave_sentence_add(l, &sentences[i]);
		if (peeks && !later && has_peek(l, &sentences[i]))
			add_peek(l, &sentences[i]);
	}
	weave_sentence_close(l, b, WEAVE_FULL);
	for (size_t i = 0; peeks && later && i < b->n_segments; i++)
		if (has_peek(l, &sentences[i]))
			add_peek(l, &sentences[i]);
}

/* Of words alone, which are woven alike whatever stands before them, notes where they are. */
static void add_source_sentence(struct loom *l, struct weave_sentence *sentence)
{
	struct weave_sentence s = weave_words_source(sentence->segment);
	uint32_t n_ops = assembly_n_ops(&l->p), from = (uint32_t)l->p.text.len;

	weave_words_add(l, &s, WEAVE_QUIET);
	if (assembly_n_ops(&l->p) != n_ops || s.n == 0 || s.spans->kind != SPAN_TEXT)
		return;
	sentence->source_at = from;
	sentence->n_source = (uint32_t)l->p.text.len - from;
}

static void add_source(struct loom *l, const struct document_block *b, struct weave_sentence *sentences)
{
	l->last = 0;
	weave_sentence_open(l, b, WEAVE_QUIET);
	for (size_t i = 0; i < b->n_segments; i++) {
		struct weave_sentence s = weave_words_source(&b->segments[i]);

		if (i)
			weave_words_join(l, &s, &b->segments[i - 1]);
		add_source_sentence(l, &sentences[i]);
	}
	weave_sentence_close(l, b, WEAVE_QUIET);
}

static bool has_translation(const struct loom *l, const struct weave_sentence *sentences, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (weave_sentence_is(l->w, &sentences[i], ~(1u << WEAVE_AS_IS)))
			return true;
	return false;
}

static void add_block(struct loom *l, const struct document_block *b)
{
	unsigned views = l->w->catalogue ? l->w->views : 0;
	struct weave_sentence *sentences = arena_room(l->p.arena, b->n_segments, sizeof(*sentences));
	bool pair;

	for (size_t i = 0; i < b->n_segments; i++)
		sentences[i] = weave_words_choose(l->w, &b->segments[i]);
	pair = (views & IN_COLUMNS) && has_translation(l, sentences, b->n_segments);
	if (pair) {
		narrow(l, IN_COLUMNS);
		add_opening(l, OPENING_SOURCE);
		add_source(l, b, sentences);
		add_opening(l, OPENING_TARGET);
		widen(l);
	}
	add_target(l, b, sentences, (views & IN_SENTENCES) && !b->in_control);
	if (pair) {
		narrow(l, IN_COLUMNS);
		add_tags(l, "</span></span>");
		widen(l);
	}
}

static void add_piece(struct loom *l, const struct piece *piece)
{
	struct assembly *p = &l->p;

	switch (piece->kind) {
	case PIECE_HTML:
		if (piece->closed)
			assembly_add_tags(p, piece->text);
		else
			assembly_add_markup(p, piece->text);
		break;
	case PIECE_BLOCK:
		add_block(l, piece->block);
		break;
	case PIECE_SECTION:
	case PIECE_INVERTED:
		assembly_section_begin(p, piece->text, piece->position, piece->kind == PIECE_INVERTED);
		break;
	case PIECE_END:
		assembly_section_end(p, piece->text, piece->position, 0);
		break;
	case PIECE_PARTIAL:
		mustache_add_partial(p, &l->theme, piece->text, piece->position);
		break;
	case PIECE_ANCHOR:
		assembly_add_anchor(p, piece->text);
		break;
	case PIECE_SLOT:
		mustache_add_slot(p, &l->theme, piece->text, piece->position);
		break;
	}
}

static struct loom make_loom(const struct weave *w)
{
	struct str language = w->catalogue ? w->language : w->source_language;

	return (struct loom){
		.w = w,
		.theme = {.partial = w->partial, .context = w->context, .messages = w->messages},
		.shares_cjk = str_starts(language, STR("zh")) || str_starts(language, STR("ja")),
	};
}

static const struct template *close_loom(struct loom *l, struct position end)
{
	buf_free(&l->tag);
	return assembly_close(&l->p, end);
}

static const struct template *weave_plain(struct diagnostics *d, struct arena *a,
                                          const struct document_block *b, const struct weave *w)
{
	struct loom l = make_loom(w);

	assembly_open(&l.p, d, a, true);
	weave_words_plain(&l, b, false);
	return close_loom(&l, POSITION_NONE);
}

/* The head's fields are woven one by one, without a hearer; what is wrong in them is said here. */
static bool check_fields(struct diagnostics *d, struct arena *a, const struct document *doc,
                         const struct weave *w)
{
	bool fine = true;

	for (size_t i = 0; i < doc->n_blocks && doc->blocks[i]->kind == BLOCK_FIELD; i++)
		fine &= weave_is_text(doc->blocks[i]) || weave_plain(d, a, doc->blocks[i], w) != NULL;
	return fine;
}

const struct template *weave_page(struct diagnostics *d, struct arena *a, const struct document *doc,
                                  const struct weave *w)
{
	struct loom l = make_loom(w);
	bool foreign = !w->catalogue && w->language.len && !str_equal(w->language, w->source_language);

	assembly_open_in(&l.p, d, a, w->room);
	if (foreign) {
		add_opening(&l, OPENING_PAGE);
		weave_words_language(&l, true);
	}
	for (size_t i = 0; i < doc->n_pieces; i++)
		add_piece(&l, &doc->pieces[i]);
	if (foreign) {
		weave_words_language(&l, false);
		add_tags(&l, "</div>\n");
	}
	if (!check_fields(d, a, doc, w))
		l.p.failed = true;
	return close_loom(&l, (struct position){doc->source, 0, 0});
}

const struct template *weave_field(struct arena *a, const struct document_block *block, const struct weave *w)
{
	return weave_plain(NULL, a, block, w);
}

bool weave_is_text(const struct document_block *block)
{
	for (size_t i = 0; i < block->n_segments; i++)
		if (!weave_words_are_text(&block->segments[i]))
			return false;
	return true;
}

void weave_add_text(struct buf *out, const struct document_block *block, const struct weave *w)
{
	struct loom l = make_loom(w);

	assembly_open(&l.p, NULL, NULL, true);
	l.p.text = *out;
	weave_words_plain(&l, block, false);
	assert(assembly_n_ops(&l.p) == 0);
	*out = l.p.text;
}

bool weave_is_foreign(const struct document_block *block, const struct weave *w)
{
	if (!w->catalogue)
		return !str_equal(w->language, w->source_language);
	for (size_t i = 0; i < block->n_segments; i++) {
		struct weave_sentence s = weave_words_choose(w, &block->segments[i]);

		if (weave_sentence_is(w, &s, 1u << WEAVE_UNTRANSLATED))
			return true;
	}
	return false;
}
