#include "command/member/filter.h"

#include <errno.h>
#include <pthread.h>

#include "base/json.h"
#include "record/intake/feed.h"
#include "record/intake/lines.h"

enum { ALONE = 32 /* lines that are not worth a second thread */ };

struct line {
	struct str text;
	uint32_t before; /* lines before it */
	bool too_long;   /* the text is its start */
};

/* One thread with what it answers by; its share of the lines at hand. */
struct clerk {
	pthread_t thread;
	bool elsewhere; /* in a thread of its own */
	struct diagnostics *d;
	struct arena *scratch;
	struct feed *feed;
	struct answerer *answerer;
	const struct line *lines;
	size_t n_lines;
	struct buf out;
	size_t answered, refused; /* of all lines so far */
};

struct filter {
	struct lines input;
	struct clerk *clerks;
	size_t n_clerks;
	struct buf batch; /* struct line */
	bool deaf;        /* nobody reads any more, or the output failed */
	bool failed;
};

static void refuse(struct clerk *c, const struct line *line, struct str member)
{
	struct json j = {.out = &c->out};

	json_open(&j, '{');
	json_key(&j, "member");
	if (member.len)
		json_text(&j, member);
	else
		json_null(&j);
	json_count(&j, "line", (uint64_t)line->before + 1);
	json_key(&j, "errors");
	diag_write_json(c->d, &j);
	json_close(&j, '}');
	buf_add_char(&c->out, '\n');
	c->refused++;
}

static void answer(struct clerk *c, const struct line *line)
{
	struct member m = {0};
	bool read = !line->too_long && feed_read(c->feed, line->text, line->before, &m);
	const char *why = read ? answer_make(c->answerer, &m, &c->out) : NULL;

	if (line->too_long)
		feed_refuse(c->feed, line->text, line->before);
	if (why)
		diag_add(c->d, UNDECIDED, POSITION_NONE, str_z(c->scratch, m.id), why);
	if (!read || why)
		refuse(c, line, m.id);
	else
		c->answered++;
	arena_reset(c->scratch);
}

static void *work(void *context)
{
	struct clerk *c = context;

	for (size_t i = 0; i < c->n_lines; i++)
		answer(c, &c->lines[i]);
	return NULL;
}

/* Each clerk takes lines that follow each other, so that their answers do, too. */
static void share_out(struct filter *f)
{
	const struct line *lines = (const struct line *)f->batch.at;
	size_t n = f->batch.len / sizeof(*lines), workers = n < ALONE ? 1 : f->n_clerks;

	for (size_t i = 0; i < workers; i++) {
		f->clerks[i].lines = lines + n * i / workers;
		f->clerks[i].n_lines = n * (i + 1) / workers - n * i / workers;
	}
	for (size_t i = 1; i < workers; i++) {
		struct clerk *c = &f->clerks[i];

		c->elsewhere = pthread_create(&c->thread, NULL, work, c) == 0;
	}
	/* the first, and those for whom no thread could be had */
	for (size_t i = 0; i < workers; i++)
		if (!f->clerks[i].elsewhere)
			work(&f->clerks[i]);
	for (size_t i = 1; i < workers; i++)
		if (f->clerks[i].elsewhere)
			pthread_join(f->clerks[i].thread, NULL);
}

static void write_out(struct filter *f)
{
	for (size_t i = 0; i < f->n_clerks; i++) {
		struct buf *out = &f->clerks[i].out;

		if (!f->deaf && fwrite(out->at, 1, out->len, stdout) != out->len)
			f->deaf = true;
		buf_clear(out);
	}
	f->deaf |= fflush(stdout) != 0;
	if (f->deaf && errno != EPIPE)
		perror("tierbook: standard output");
}

/* Answers the lines at hand before more are read: whoever sent them may be waiting. */
static void serve(struct filter *f)
{
	if (f->batch.len == 0)
		return;
	share_out(f);
	write_out(f);
	buf_clear(&f->batch);
}

static void take(struct filter *f, struct line line)
{
	buf_add(&f->batch, (struct str){(const char *)&line, sizeof(line)});
}

static void run(struct filter *f)
{
	struct str text;

	for (;;) {
		if (!lines_has_next(&f->input))
			serve(f);
		if (f->deaf)
			return;
		switch (lines_extend(&f->input, &text)) {
		case LINES_READ:
			if (str_trim(text).len)
				take(f, (struct line){text, f->input.before, false});
			lines_next(&f->input);
			break;
		case LINES_TOO_LONG:
			serve(f);
			take(f, (struct line){lines_start(&f->input), f->input.before, true});
			serve(f);
			f->failed = !lines_retry(&f->input);
			break;
		case LINES_FAILED:
			f->failed = true;
			break;
		case LINES_END:
			return;
		}
		if (f->failed)
			return;
	}
}

static void open_clerk(struct clerk *c, const struct answer_kind *k, const char *name)
{
	c->d = diag_open();
	c->scratch = arena_open();
	c->feed = feed_open(c->d, k->policy->schema, name);
	c->answerer = answer_open(k);
}

static void close_clerk(struct clerk *c)
{
	answer_close(c->answerer);
	feed_close(c->feed);
	arena_close(c->scratch);
	diag_close(c->d);
	buf_free(&c->out);
}

int filter_run(struct call *call, const struct answer_kind *k, const char *path, size_t workers)
{
	struct filter f = {.clerks = arena_array(call->arena, workers, sizeof(*f.clerks)),
	                   .n_clerks = workers};
	size_t answered = 0, refused = 0;

	if (!lines_open_stream(&f.input, call->d, path))
		return EXIT_NOTHING;
	for (size_t i = 0; i < workers; i++)
		open_clerk(&f.clerks[i], k, f.input.path);
	run(&f);
	for (size_t i = 0; i < workers; i++) {
		answered += f.clerks[i].answered;
		refused += f.clerks[i].refused;
		close_clerk(&f.clerks[i]);
	}
	buf_free(&f.batch);
	lines_close(&f.input);
	if (refused)
		fprintf(stderr, "tierbook %s: %zu of %zu members refused, each on a line of its own\n",
		        call->command->name, refused, answered + refused);
	return refused || f.failed || f.deaf ? EXIT_MISTAKES : EXIT_FINE;
}
