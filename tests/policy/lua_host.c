/*
 * attack-host ATTACK.lua VICTIM.lua: wraps each file's rule(m) as a custom
 * function of one policy, and says what becomes of it, a line each:
 *
 *   LOAD   the attack's file       A, B   its answers for Alice and Bob
 *   VLOAD  the victim's file       V      its answer for Alice
 *
 * each with 0, a type and the answer, or with 1 and why not; then END.
 */
#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file_read.h"
#include "policy/decide/custom.h"
#include "policy/script/image.h"
#include "policy/script/script.h"

enum { FILE_LIMIT = 1 << 20, FACTS = 5, TYPES = 3 };

static const enum fact_type types[TYPES] = {FACT_TEXT, FACT_INTEGER, FACT_BOOL};

static struct field fields[FACTS] = {
	{.name = {"id", 2}, .type = FACT_TEXT, .required = true},
	{.name = {"name", 4}, .type = FACT_TEXT, .required = true},
	{.name = {"iban", 4}, .type = FACT_TEXT},
	{.name = {"age", 3}, .type = FACT_INTEGER},
	{.name = {"balance", 7}, .type = FACT_INTEGER},
};
static struct schema schema = {
	.fields = fields, .n_fields = FACTS, .name_field = 1, .language_field = SIZE_MAX};

static struct fact alice[FACTS] = {
	{true, .text = {"1", 1}}, {true, .text = {"Alice", 5}}, {true, .text = {"ALICE-SECRET-DE89", 17}},
	{true, .number = 34},     {false, .number = 0},
};
static struct fact bob[FACTS] = {
	{true, .text = {"2", 1}}, {true, .text = {"Bob", 3}}, {true, .text = {"BOB-SECRET-FR76", 15}},
	{true, .number = 70},     {true, .number = 5},
};

/* Loads one file and gives its rule's number in the image, or -1; says a LOAD line. */
static int load(struct sandbox *s, struct image *image, struct arena *a, const char *label, const char *path,
                const char *name)
{
	static const struct str before = {"local policy = { rates = { senior = 3, adult = 10, child = 5 } } ",
	                                  64};
	struct diagnostics *d = diag_open();
	lua_State *L = sandbox_state(s);
	const char *why = "it has no rule";
	const struct source *file;
	struct str text;
	int function = -1;

	if (!file_read(d, a, path, FILE_LIMIT, &text)) {
		diag_print(d, stderr, DIAG_TEXT);
		goto done;
	}
	file = source_make(a, str_from(name),
	                   str_format(a, "%.*s%.*s\nreturn rule", STR_ARG(before), STR_ARG(text)));
	if (!script_load(s, d, file, NULL)) {
		diag_print(d, stderr, DIAG_TEXT);
		why = "it does not load";
	} else if (!sandbox_call(L, 0, 1)) {
		why = sandbox_failure(s)->message;
	} else if (lua_isfunction(L, -1)) {
		function = image_add(image, L, a, &why);
	} else {
		lua_pop(L, 1);
	}
	if (function >= 0)
		printf("%s 0\n", label);
	else
		printf("%s 1 %s\n", label, why);
done:
	diag_close(d);
	return function;
}

/* As the first of the types that it turns out to be. */
static void answer(struct custom_host *h, const struct policy *p, size_t first, const char *label,
                   struct fact *facts)
{
	struct member m = {.id = facts[0].text, .facts = facts};
	struct fact out;
	bool fine = false;
	char why[1000] = "";

	if (p->customs[first].function < 0) {
		printf("%s 1 not loaded\n", label);
		return;
	}
	for (size_t i = first; i < first + TYPES && !fine; i++) {
		fine = custom_evaluate(h, i, &m, 0, &out);
		if (fine && !out.known)
			printf("%s 0 nil nil\n", label);
		else if (fine && types[i - first] == FACT_TEXT)
			printf("%s 0 string %.*s\n", label, STR_ARG(out.text));
		else if (fine && types[i - first] == FACT_INTEGER)
			printf("%s 0 number %lld\n", label, (long long)out.number);
		else if (fine)
			printf("%s 0 boolean %s\n", label, out.number ? "true" : "false");
		else if (!*why)
			snprintf(why, sizeof(why), "%s", custom_failure(h));
	}
	if (!fine)
		printf("%s 1 %s\n", label, why);
}

int main(int argc, char **argv)
{
	static const struct read reads[] = {
		{NOWHERE, 1, {0}}, {NOWHERE, 2, {0}}, {NOWHERE, 3, {0}}, {NOWHERE, 4, {0}}};
	struct arena *a = arena_open();
	struct custom customs[2 * TYPES];
	struct policy policy = {.schema = &schema, .customs = customs, .n_customs = 2 * TYPES};
	struct sandbox *s = sandbox_open();
	struct image *image = image_make(a);
	struct custom_host *h;

	if (argc < 2) {
		fputs("attack-host ATTACK.lua [VICTIM.lua]\n", stderr);
		return 2;
	}
	sandbox_seal(s);
	for (int i = 0; i < 2; i++) {
		const char *path = argv[i && argc > 2 ? 2 : 1];
		int function = load(s, image, a, i ? "VLOAD" : "LOAD", path, i ? "victim.lua" : "attack.lua");

		for (int t = 0; t < TYPES; t++)
			customs[i * TYPES + t] = (struct custom){.id = STR("rule"),
			                                         .reads = reads,
			                                         .n_reads = 4,
			                                         .returns = types[t],
			                                         .function = function};
	}
	sandbox_close(s);
	policy.image = image;
	h = custom_open(&policy);
	answer(h, &policy, 0, "A", alice);
	answer(h, &policy, 0, "B", bob);
	answer(h, &policy, TYPES, "V", alice);
	puts("END");
	custom_close(h);
	arena_close(a);
	return 0;
}
