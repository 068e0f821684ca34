#include "command/statements/statements_steps.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/json.h"

static void render_json(struct buf *out, const char *step, const char *called, struct str member,
                        struct str what)
{
	struct json j = {.out = out};

	json_open(&j, '{');
	json_pair(&j, "would", str_from(step));
	if (member.len > 0)
		json_pair(&j, "member", member);
	json_pair(&j, called, what);
	json_close(&j, '}');
	buf_add_char(out, '\n');
}

void statements_steps_print(void *json, enum night_step step, struct str member, struct str what)
{
	static const char *const words[] = {"write", "remove", "announce"};
	struct buf out = {0};

	if (*(const bool *)json)
		render_json(&out, words[step], step == NIGHT_ANNOUNCE ? "key" : "file", member, what);
	else
		buf_add_format(&out, "%s\t%.*s\t%.*s\n", words[step], STR_ARG(member), STR_ARG(what));
	fwrite(out.at, 1, out.len, stdout);
	buf_free(&out);
}
