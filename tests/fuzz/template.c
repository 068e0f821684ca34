#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "text/template/message.h"
#include "text/template/template.h"
#include "text/words/locale.h"

/*
 * Any bytes as a theme, as a sentence and as a value: the program that comes of
 * it ends, and a value never writes a character that is markup where it stands.
 */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const struct source *itself(void *context, struct str name, struct position where)
{
	(void)name, (void)where;
	return context;
}

/* A theme with one slot; whatever the value is, the tags around it stay. */
static void check_value(struct arena *a, struct locale *l, struct str value)
{
	static const char *const parts[] = {"<p title=\"", "\">", "</p><a href=\"", "\" id='", "'></a>"};
	struct template_theme theme = {0};
	struct value_field field = {STR("v"), value_text(value)};
	struct value root = value_record(&field, 1);
	struct diagnostics *d = diag_open();
	const struct template *t = template_compile(
		d, a,
		source_make(a, STR("theme"),
	                    STR("<p title=\"{{v}}\">{{v}}</p><a href=\"{{v}}\" id='{{v}}'></a>")),
		&theme);
	struct buf out = {0};
	size_t at = 0;

	template_render(t, &root, l, NULL, &out);
	if (utf8_bad(buf_str(&out)) != SIZE_MAX)
		abort();
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		size_t next = str_find(buf_str(&out), str_from(parts[i]), at);

		if (next == SIZE_MAX)
			abort();
		for (size_t k = at; k < next; k++)
			if (strchr("<>", out.at[k]) || (i != 2 && strchr("\"'", out.at[k])))
				abort();
		at = next + strlen(parts[i]);
	}
	if (at != out.len)
		abort();
	buf_free(&out);
	diag_close(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct locale *locale;
	struct arena *a = arena_open();
	struct diagnostics *d = diag_open();
	struct str text = str_copy(a, (struct str){(const char *)bytes, len});
	const struct source *s = source_make(a, STR("theme"), text);
	struct message_source sentence = {STR("m"), text, {s, 0, (uint32_t)len}};
	struct template_theme theme = {.partial = itself, .context = (void *)s};
	struct value items[] = {value_integer(1), value_text(text), value_integer(3)};
	struct value_field fields[] = {
		{STR("a"), value_list(items, 3)},
		{STR("b"), value_text(text)},
		{STR("c"), value_message(STR("m"), fields, 2)},
		{STR("n"), value_integer(2)},
	};
	struct value root = value_record(fields, 4);
	struct buf out = {0};
	const struct template *t;

	if (!locale)
		locale = locale_open(STR("ar"));
	theme.messages = message_compile(d, a, &sentence, 1, NULL);
	t = template_compile(d, a, s, &theme);
	if (t)
		template_render(t, &root, locale, theme.messages, &out);
	if (t)
		template_check(d, t, &root, NULL);
	buf_clear(&out);
	template_render(message_find(theme.messages, STR("m")), &root, locale, theme.messages, &out);
	check_value(a, locale, text);
	buf_free(&out);
	diag_close(d);
	arena_close(a);
	return 0;
}
