#ifndef COMMAND_SPEECH_H
#define COMMAND_SPEECH_H

#include "command/command.h"
#include "command/report/report.h"
#include "site/content/site.h"
#include "site/content/wording.h"

/*
 * Says sentences in one language, for reports: the site's own, and for what it
 * has none the program's English.  For one thread.
 */
struct speech {
	struct arena *arena; /* of what is said */
	struct locale *locale;
	const struct messages *site, *english; /* site: NULL where there is none */
	bool own_locale;
};

/* language NULL: there is no site, so all is in English. */
struct speech speech_open(struct arena *a, const struct language *language);
void speech_close(struct speech *s);

/* The site's language that --language names, the source language without it; NULL: there is none such (said). */
const struct language *speech_choose(struct call *call, const struct site *s);
/*
 * The same of the site around rules, for a page: *s is NULL where there is none,
 * and then no language.  What is wrong with the site is not said.  false: said.
 */
bool speech_open_site(struct call *call, struct site **s, const struct language **out);

/* Opens a page in that language. */
void speech_report(const struct speech *s, struct report *r, struct buf *out, enum wording title);

struct str speech_say(const struct speech *s, enum wording w);
struct str speech_say_with(const struct speech *s, enum wording w, const struct value_field *arguments,
                           size_t n);
/* With one argument. */
struct str speech_say_one(const struct speech *s, enum wording w, const char *name, struct value value);
/* Any other message; `otherwise` where there is none. */
struct str speech_message(const struct speech *s, const struct value *message, struct str otherwise);
/* What people call something of the rules: "tier" "gold" "name" is tier.gold.name; its id where nothing says. */
struct str speech_name(const struct speech *s, const char *kind, struct str id, const char *part);

#endif
