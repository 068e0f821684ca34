#include "command/statements_report.h"

#include "base/file.h"
#include "base/json.h"

static void add_number(struct json *j, const char *key, uint64_t n)
{
	json_key(j, key);
	json_integer(j, (int64_t)n);
}

static void add_failures(struct json *j, const struct night_count *c)
{
	json_key(j, "failures");
	json_open(j, '[');
	for (size_t i = 0; i < c->n_failures; i++) {
		json_open(j, '{');
		json_key(j, "member");
		json_text(j, c->failures[i].member);
		json_key(j, "why");
		json_text(j, c->failures[i].why);
		json_close(j, '}');
	}
	json_close(j, ']');
}

bool statements_report_write(struct call *call, const char *path, const struct site *s,
                             const struct night_options *o, const struct night_count *c, bool whole)
{
	struct buf out = {0};
	struct json j = {.out = &out};
	char hex[33];
	bool done;

	json_open(&j, '{');
	json_key(&j, "as_of");
	json_date(&j, o->day);
	json_key(&j, "rules");
	json_text(&j, str_from(hash_hex(s->policy->hash, hex)));
	json_key(&j, "finished");
	json_bool(&j, whole);
	json_key(&j, "dry_run");
	json_bool(&j, o->dry_run);
	add_number(&j, "members", c->members);
	add_number(&j, "skipped", c->skipped);
	add_number(&j, "written", c->written);
	add_number(&j, "unchanged", c->unchanged);
	add_number(&j, "removed", c->removed);
	add_number(&j, "failed", c->failed);
	add_number(&j, "bytes", c->bytes);
	add_number(&j, "milliseconds", (uint64_t)(c->seconds * 1000));
	add_failures(&j, c);
	json_close(&j, '}');
	buf_add_char(&out, '\n');
	done = file_publish(call->d, path, buf_str(&out), NULL);
	buf_free(&out);
	return done;
}
