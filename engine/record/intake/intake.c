#include "record/intake/intake.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "record/database/database.h"

enum { MESSAGES = 100, BYTES_SHOWN = 8 << 20 };

bool intake_open(struct intake *in)
{
	static const char table[] =
		"CREATE TABLE given (key BLOB PRIMARY KEY, place INTEGER) WITHOUT ROWID; BEGIN";
	static const struct str give = STR("INSERT INTO given VALUES (?1, ?2) ON CONFLICT DO NOTHING"),
				recall = STR("SELECT place FROM given WHERE key = ?1");

	in->given = database_open(in->d, in->kept, "", DATABASE_SCRATCH, NULL);
	if (!in->given || !database_run(in->given, table))
		return false;
	in->give = database_prepare(in->given, give);
	in->recall = database_prepare(in->given, recall);
	return in->give && in->recall;
}

void intake_close(struct intake *in)
{
	if (in->unsaid)
		diag_add(in->d, MORE_MESSAGES, POSITION_NONE, str_format(in->kept, "%zu", in->unsaid).at);
	database_close(in->given);
}

void intake_begin(struct intake *in, struct str record, uint32_t lines_before)
{
	arena_reset(in->scratch);
	in->record = record;
	in->lines_before = lines_before;
	in->line = lines_before + 1;
	in->source = NULL;
	in->bad = false;
}

void intake_end(struct intake *in)
{
	in->count->refused += in->bad;
}

bool intake_may_say(struct intake *in)
{
	in->bad = true;
	if (in->said == MESSAGES || in->bytes_shown > BYTES_SHOWN) {
		in->unsaid++;
		return false;
	}
	in->said++;
	return true;
}

struct position intake_position(struct intake *in, struct str view)
{
	if (!in->source) {
		in->source = source_piece(in->kept, str_from(in->paths[in->path]), in->record,
		                          in->lines_before);
		in->bytes_shown += in->record.len;
	}
	return (struct position){in->source, (uint32_t)(view.at - in->record.at), (uint32_t)view.len};
}

bool intake_check_text(struct intake *in)
{
	struct str r = in->record;
	size_t bad = utf8_bad(r);
	const char *nul;

	if (bad != SIZE_MAX) {
		struct str byte = str_format(in->scratch, "0x%02X", (unsigned char)r.at[bad]);

		intake_say(in, BAD_UTF8, str_slice(r, bad, bad + 1), byte.at);
		return false;
	}
	nul = r.len ? memchr(r.at, 0, r.len) : NULL;
	if (nul)
		intake_say(in, NUL_BYTE, ((struct str){nul, 1}), NULL);
	return !nul;
}

void intake_say_unknown(struct intake *in, struct str name, struct str at, struct str table,
                        const struct str *names, size_t n)
{
	if (!intake_may_say(in))
		return;
	diag_add(in->d, UNKNOWN_FACT, intake_position(in, at), str_z(in->scratch, name),
	         str_z(in->scratch, table));
	diag_suggest(in->d, name, names, n);
}

/* The parts of a key hold no NUL, and a number is spelt one way, so that no two keys are spelt alike. */
static struct str spell_key(struct intake *in, size_t collection, struct str id, const struct fact *facts)
{
	const struct collection *c = NULL;
	struct buf out = {0};

	if (collection != INTAKE_MEMBER)
		c = &in->schema->collections[collection];
	buf_add_char(&out, (char)(c ? collection + 1 : 0));
	buf_add(&out, id);
	for (size_t k = 0; c && k < c->n_key; k++) {
		buf_add_char(&out, 0);
		buf_add(&out, member_format_fact(in->scratch, &c->fields[c->key[k]], &facts[c->key[k]]));
	}
	return buf_keep(&out, in->scratch);
}

bool intake_claim(struct intake *in, size_t collection, struct str id, const struct fact *facts)
{
	if (in->bad || in->broken)
		return true;
	database_bind_blob(in->give, 1, spell_key(in, collection, id, facts));
	database_bind_integer(in->give, 2, (int64_t)in->path << 32 | in->line);
	in->broken = !database_do(in->give);
	return in->broken || database_changes(in->given) > 0;
}

void intake_say_duplicate(struct intake *in, size_t collection, struct str id, const struct fact *facts,
                          struct str at)
{
	struct str key = spell_key(in, collection, id, facts);
	char *name = str_z(in->scratch, str_slice(key, 1, key.len));
	struct str what, where;
	int64_t place;

	database_bind_blob(in->recall, 1, key);
	if (database_step(in->recall) != 1) {
		in->broken = true;
		return;
	}
	place = database_integer(in->recall, 0);
	database_reset(in->recall);
	for (size_t i = 0; i + 1 < key.len; i++)
		if (!name[i])
			name[i] = ' ';
	what = str_format(in->scratch, collection == INTAKE_MEMBER ? "the member '%s'" : "the row '%s'",
	                  name);
	where = str_format(in->scratch, "%s:%" PRId64, in->paths[place >> 32], place & UINT32_MAX);
	intake_say(in, DUPLICATE_RECORD, at, what.at, where.at);
}

void intake_check_owner(struct intake *in, struct str id, struct str at)
{
	int there = store_has(in->store, id);

	if (there < 0)
		in->broken = true;
	else if (!there)
		intake_say(in, UNKNOWN_MEMBER, at, str_z(in->scratch, id));
}

void intake_put_member(struct intake *in, const struct fact *facts, const bool *given)
{
	if (in->bad || in->broken)
		return;
	in->broken = !store_put_member(in->store, facts, given);
	in->count->members++;
}

void intake_put_row(struct intake *in, size_t collection, struct str id, const struct fact *facts,
                    const bool *given)
{
	if (in->bad || in->broken)
		return;
	in->broken = !store_put_row(in->store, collection, id, facts, given);
	in->count->rows++;
}

void intake_remove_rows(struct intake *in, size_t collection, struct str id)
{
	if (!in->bad && !in->broken)
		in->broken = !store_remove_rows(in->store, collection, id);
}
