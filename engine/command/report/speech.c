#include "command/report/speech.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "site/content/figures.h"

struct speech speech_open(struct arena *a, const struct language *language)
{
	return (struct speech){
		.arena = a,
		.locale = language ? language->locale : locale_open(STR("en-US")),
		.site = language ? language->messages : NULL,
		.english = message_compile(NULL, a, wording_english(a), WORDINGS, NULL),
		.own_locale = !language,
	};
}

void speech_close(struct speech *s)
{
	if (s->own_locale)
		locale_close(s->locale);
}

struct str speech_message(const struct speech *s, const struct value *message, struct str otherwise)
{
	const struct template *t = s->site ? message_find(s->site, message->message.id) : NULL;
	struct value root = value_record(message->message.arguments, message->message.n);
	struct buf b = {0};

	if (!t)
		t = message_find(s->english, message->message.id);
	if (!t)
		return otherwise;
	template_render_plain(t, &root, s->locale, s->site, &b);
	return buf_keep(&b, s->arena);
}

struct str speech_say_with(const struct speech *s, enum wording w, const struct value_field *arguments,
                           size_t n)
{
	struct value m = wording_value(w, arguments, n);

	return speech_message(s, &m, wording_id(w));
}

struct str speech_say_one(const struct speech *s, enum wording w, const char *name, struct value value)
{
	struct value_field argument = {str_from(name), value};

	return speech_say_with(s, w, &argument, 1);
}

struct str speech_say(const struct speech *s, enum wording w)
{
	return speech_say_with(s, w, NULL, 0);
}

struct str speech_name(const struct speech *s, const char *kind, struct str id, const char *part)
{
	struct value m = figures_message(s->arena, kind, id, part);

	return speech_message(s, &m, id);
}

void speech_report(const struct speech *s, struct report *r, struct buf *out, enum wording title)
{
	report_open(r, out, s->arena, speech_say(s, title), locale_tag(s->locale),
	            strcmp(locale_direction(s->locale), "rtl") == 0);
}

const struct language *speech_choose(struct call *call, const struct site *s)
{
	const char *tag = command_text(call, "--language");
	size_t l = tag ? config_language(&s->config, str_from(tag)) : 0;

	if (l != SIZE_MAX)
		return &s->languages[l];
	diag_add(call->d, NOT_A_LANGUAGE, POSITION_NONE, tag);
	diag_suggest(call->d, str_from(tag), s->config.languages, s->config.n_languages);
	return NULL;
}

bool speech_open_site(struct call *call, struct site **s, const struct language **out)
{
	struct diagnostics *quiet;

	*s = NULL;
	*out = NULL;
	if (!file_exists(file_path(call->arena, call->site, STR("content/site.yaml"))))
		return true;
	quiet = diag_open();
	*s = site_open(quiet, call->site, SITE_WORDS);
	*out = speech_choose(call, *s);
	diag_close(quiet);
	return *out;
}
