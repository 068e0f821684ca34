#include "command/statements/statements_report.h"

#include "base/file.h"
#include "base/json.h"

static void add_failures(struct json *j, const struct night_count *c)
{
	json_key(j, "failures");
	json_open(j, '[');
	for (size_t i = 0; i < c->n_failures; i++) {
		json_open(j, '{');
		json_pair(j, "member", c->failures[i].member);
		json_pair(j, "why", c->failures[i].why);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void add_due(struct json *j, struct arena *a, const struct night_count *c)
{
	json_key(j, "announced");
	json_open(j, '{');
	for (size_t i = 0; i < c->n_due; i++)
		json_count(j, str_z(a, c->due[i].due->id), c->due[i].n);
	json_close(j, '}');
}

static void render(struct buf *out, struct arena *a, const struct statements_outcome *o)
{
	const struct night_count *c = o->count;
	struct json j = {.out = out};
	char hex[33];

	json_open(&j, '{');
	json_key(&j, "as_of");
	json_date(&j, o->options->day);
	json_key(&j, "rules");
	if (o->site && o->site->policy)
		json_text(&j, str_from(hash_hex(o->site->policy->hash, hex)));
	else
		json_null(&j);
	json_count(&j, "status", (uint64_t)o->status);
	json_key(&j, "finished");
	json_bool(&j, o->whole);
	json_key(&j, "dry_run");
	json_bool(&j, o->options->dry_run);
	json_count(&j, "members", c->members);
	json_count(&j, "decided", c->members - c->skipped);
	json_count(&j, "skipped", c->skipped);
	json_count(&j, "written", c->written);
	json_count(&j, "unchanged", c->unchanged);
	json_count(&j, "removed", c->removed);
	json_count(&j, "failed", c->failed);
	json_count(&j, "theme_files", c->theme_files);
	add_due(&j, a, c);
	json_count(&j, "exported", c->exported);
	json_count(&j, "bytes", c->bytes);
	json_count(&j, "milliseconds", (uint64_t)(c->seconds * 1000));
	json_count(&j, "peak_memory", o->peak_memory);
	add_failures(&j, c);
	json_close(&j, '}');
	buf_add_char(out, '\n');
}

bool statements_report_write(struct call *call, const char *path, const struct statements_outcome *o)
{
	struct buf out = {0};
	bool done;

	render(&out, call->arena, o);
	done = file_publish(call->d, path, buf_str(&out), NULL);
	buf_free(&out);
	return done;
}

static void print_due(const struct statements_outcome *o)
{
	const struct night_count *c = o->count;
	const char *before = o->options->dry_run ? "to announce: " : "announced: ";
	size_t n = 0;

	for (size_t i = 0; i < c->n_due; i++) {
		if (c->due[i].n == 0)
			continue;
		fprintf(stderr, "%s%zu %.*s", n++ == 0 ? before : ", ", c->due[i].n,
		        STR_ARG(c->due[i].due->id));
	}
	if (n > 0)
		fputc('\n', stderr);
	if (o->options->outbox && !o->options->dry_run)
		fprintf(stderr, "%s: %zu more\n", o->options->outbox, c->exported);
}

void statements_report_print(const struct call *call, const struct statements_outcome *o)
{
	const struct night_count *c = o->count;

	if (call->format == DIAG_JSON) {
		struct buf out = {0};

		render(&out, call->arena, o);
		fwrite(out.at, 1, out.len, stderr);
		buf_free(&out);
		return;
	}
	if (o->status == EXIT_NOTHING) {
		fprintf(stderr, "no statement was written\n");
		return;
	}
	fprintf(stderr,
	        "%zu members: %zu statements %s (%llu bytes), %zu unchanged, %zu skipped, %zu %s, %zu failed\n",
	        c->members, c->written, o->options->dry_run ? "to write" : "written",
	        (unsigned long long)c->bytes, c->unchanged, c->skipped, c->removed,
	        o->options->dry_run ? "to remove" : "removed", c->failed);
	if (o->options->dry_run && c->theme_files > 0)
		fprintf(stderr, "files of the theme to write or remove: %zu\n", c->theme_files);
	print_due(o);
	if (!o->whole && !c->interrupted)
		fprintf(stderr, "cut short: not all of this is there; the next run makes up for it\n");
	if (c->interrupted)
		fprintf(stderr, "interrupted: the next run goes on from here\n");
}
