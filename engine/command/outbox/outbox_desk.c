#include "command/outbox/outbox_desk.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"

/* SUGGESTIONS: whoever has more unknown keys than that has taken another list. */
enum { LINE_LIMIT = 1 << 16, PATIENCE_SECONDS = 600, SUGGESTIONS = 100 };

static void say_waiting(const char *path, int64_t seconds)
{
	fprintf(stderr, "%s: a run is under way; waiting for its end, up to %lld seconds\n", path,
	        (long long)seconds);
}

/* A pipe's writer takes the time it takes: NULL, or all that it wrote. */
static FILE *drain(FILE *pipe)
{
	FILE *all = tmpfile();
	char block[4096];
	size_t n;

	while (all && (n = fread(block, 1, sizeof(block), pipe)) > 0)
		fwrite(block, 1, n, all);
	if (all && !ferror(pipe) && !ferror(all) && fseek(all, 0, SEEK_SET) == 0)
		return all;
	if (all)
		fclose(all);
	return NULL;
}

static bool open_lines(struct call *call, struct outbox_desk *desk)
{
	if (!desk->from)
		return true;
	desk->lines = strcmp(desk->from, "-") == 0 ? drain(stdin) : fopen(desk->from, "re");
	if (!desk->lines)
		diag_add(call->d, CANNOT_READ, POSITION_NONE, desk->from, strerror(errno));
	return desk->lines;
}

bool outbox_desk_open(struct call *call, struct outbox_desk *desk, const char *from)
{
	const struct ledger_patience patience = {command_number(call, "--wait", PATIENCE_SECONDS),
	                                         say_waiting};
	const char *place = command_text(call, "--out");

	*desk = (struct outbox_desk){.from = from};
	/* names of members are nobody else's to read */
	umask(S_IRWXG | S_IRWXO);
	if (!open_lines(call, desk) || !shelf_open_waiting(&desk->shelf, call->d, place, &patience))
		return false;
	if (!desk->shelf.ledger) {
		diag_add(call->d, NO_STATEMENTS, POSITION_NONE, place);
		return false;
	}
	if (!outbox_exists(desk->shelf.ledger)) {
		diag_add(call->d, NO_OUTBOX, POSITION_NONE, place);
		return false;
	}
	desk->outbox = outbox_open(call->d, desk->shelf.ledger);
	return desk->outbox;
}

void outbox_desk_close(struct outbox_desk *desk)
{
	outbox_close(desk->outbox);
	shelf_close(&desk->shelf);
	if (desk->lines)
		fclose(desk->lines);
}

struct lines {
	struct call *call;
	const struct outbox_desk *desk;
	long number;
	size_t unknown;
	struct receipt_form form;
	struct arena *scratch; /* of one line */
	bool (*take)(void *context, const struct receipt *receipt, enum outbox_state state);
	void *context;
};

static void say_unknown(struct lines *l, struct str key)
{
	struct str near;

	diag_add(l->call->d, KEY_UNKNOWN, POSITION_NONE, str_z(l->scratch, key));
	if (l->unknown++ >= SUGGESTIONS)
		return;
	near = outbox_nearest(l->desk->outbox, l->scratch, key);
	diag_suggest(l->call->d, key, &near, near.len > 0);
}

static bool hand_on(struct lines *l, const struct receipt *receipt)
{
	enum outbox_state state;
	int found = outbox_find(l->desk->outbox, l->call->d, receipt->key, &state);

	if (found < 0)
		return false;
	if (found)
		return l->take(l->context, receipt, state);
	say_unknown(l, receipt->key);
	return true;
}

static void say_bad(const struct lines *l, const char *why)
{
	char number[24];

	snprintf(number, sizeof(number), "%ld", l->number);
	diag_add(l->call->d, BAD_RECEIPT, POSITION_NONE, number, l->desk->from, why);
}

/* false: no use going on. */
static bool read_line(struct lines *l, struct str line)
{
	struct receipt r;
	const char *wrong;

	if (line.len == 0 || (l->number == 1 && receipt_head(l->scratch, line, &l->form)))
		return true;
	wrong = receipt_read(l->scratch, &l->form, line, &r);
	if (!wrong)
		return hand_on(l, &r);
	say_bad(l, wrong);
	return true;
}

static bool read_lines(struct lines *l)
{
	FILE *in = l->desk->lines;
	static char text[LINE_LIMIT];
	bool go_on = true;

	while (go_on && fgets(text, sizeof(text), in)) {
		size_t len = strlen(text);

		l->number++;
		if (len + 1 == sizeof(text) && text[len - 1] != '\n') {
			say_bad(l, "it is too long");
			return true;
		}
		struct str line = str_trim((struct str){text, len});
		go_on = read_line(l, l->number == 1 ? source_without_mark(line) : line);
		arena_reset(l->scratch);
	}
	if (go_on && ferror(in)) {
		diag_add(l->call->d, CANNOT_READ, POSITION_NONE, l->desk->from, strerror(errno));
		return false;
	}
	return go_on;
}

bool outbox_desk_receipts(struct call *call, const struct outbox_desk *desk,
                          bool (*take)(void *context, const struct receipt *receipt, enum outbox_state state),
                          void *context)
{
	struct lines l = {
		.call = call, .desk = desk, .take = take, .context = context, .scratch = arena_open()};
	bool done = true;

	for (size_t i = 0; done && i < call->n_operands; i++)
		done = hand_on(&l, &(struct receipt){.key = str_from(call->operands[i])});
	done = done && (!desk->lines || read_lines(&l));
	arena_close(l.scratch);
	return done;
}
