#include "command/member/answer.h"

#include "base/arena.h"
#include "base/json.h"
#include "site/ledger/statement_name.h"

struct answerer {
	const struct answer_kind *kind;
	struct arena *arena, *scratch;
	struct decider *decider;
	struct statement_writer *writer;
	struct buf page;
};

struct answerer *answer_open(const struct answer_kind *k)
{
	struct arena *a = arena_open();
	struct answerer *w = arena_alloc(a, sizeof(*w));

	*w = (struct answerer){
		.kind = k,
		.arena = a,
		.scratch = arena_open(),
		.decider = decision_open(k->program),
		.writer = k->statement ? statement_writer_open(k->statement) : NULL,
	};
	return w;
}

void answer_close(struct answerer *w)
{
	if (!w)
		return;
	decision_close(w->decider);
	statement_writer_close(w->writer);
	buf_free(&w->page);
	arena_close(w->scratch);
	arena_close(w->arena);
}

static void render_line(struct answerer *w, const struct decision *decision, struct buf *out)
{
	const struct member *m = decision->member;
	struct json j = {.out = out};

	buf_clear(&w->page);
	statement_render(w->writer, decision, &w->page);
	json_open(&j, '{');
	json_pair(&j, "member", m->id);
	json_pair(&j, "language", statement_language(w->kind->statement, m));
	json_pair(&j, "name", statement_name_make(w->scratch, m->id));
	json_pair(&j, "html", buf_str(&w->page));
	json_close(&j, '}');
	arena_reset(w->scratch);
}

static const char *make(struct answerer *w, const struct member *m, bool page, struct buf *out)
{
	const struct decision *decision = decision_make(w->decider, m, w->kind->day);

	if (decision->failure)
		return decision->failure;
	if (w->writer && page) {
		statement_render(w->writer, decision, out);
		return NULL;
	}
	if (w->writer)
		render_line(w, decision, out);
	else
		decision_render_json(out, decision);
	buf_add_char(out, '\n');
	return NULL;
}

const char *answer_make(struct answerer *w, const struct member *m, struct buf *out)
{
	return make(w, m, false, out);
}

const char *answer_page(struct answerer *w, const struct member *m, struct buf *out)
{
	return make(w, m, true, out);
}
