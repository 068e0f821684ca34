#include "text/catalogue/catalogue_names.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	enum code_kind kind;
	bool pair;
	struct str name;
} ctypes[] = {
	{CODE_STRONG, true, STR("bold")},      {CODE_EMPHASIS, true, STR("italic")},
	{CODE_STRIKE, true, STR("x-strike")},  {CODE_LINK, true, STR("link")},
	{CODE_HTML_PAIR, true, STR("x-html")}, {CODE_CODE, false, STR("x-code")},
	{CODE_IMAGE, false, STR("image")},     {CODE_BREAK, false, STR("lb")},
	{CODE_HTML, false, STR("x-html")},     {CODE_SLOT, false, STR("x-slot")},
	{CODE_FOOTNOTE, false, STR("x-note")}, {CODE_INCLUDE, false, STR("x-include")},
};

static const struct {
	enum block_kind kind;
	struct str name;
} restypes[] = {
	{BLOCK_PARAGRAPH, STR("x-paragraph")}, {BLOCK_HEADING, STR("heading")}, {BLOCK_CELL, STR("cell")},
	{BLOCK_FIELD, STR("x-field")},         {BLOCK_ALT, STR("x-alt")},       {BLOCK_TITLE, STR("x-title")},
};

/* ORDER states, below.  Most units have the first. */
static const struct str state_names[] = {
	STR("translated"),
	STR("final"),
	STR("signed-off"),
	STR("new"),
	STR("needs-translation"),
	STR("needs-adaptation"),
	STR("needs-l10n"),
	STR("needs-review-adaptation"),
	STR("needs-review-translation"),
	STR("needs-review-l10n"),
};

/* ORDER state_names, above.  Words under "new" are a proposal at most. */
static const enum unit_state states[LENGTH(state_names)] = {
	UNIT_TRANSLATED,
	UNIT_FINAL,
	UNIT_FINAL,
	UNIT_NEEDS_ADAPTATION,
	UNIT_NEEDS_ADAPTATION,
	UNIT_NEEDS_ADAPTATION,
	UNIT_NEEDS_ADAPTATION,
	UNIT_NEEDS_ADAPTATION,
	UNIT_NEEDS_ADAPTATION,
	UNIT_NEEDS_REVIEW,
};

const char *catalogue_names_ctype(enum code_kind kind)
{
	for (size_t i = 0; i < LENGTH(ctypes); i++)
		if (ctypes[i].kind == kind)
			return ctypes[i].name.at;
	return "";
}

enum code_kind catalogue_names_code(struct str ctype, bool pair)
{
	for (size_t i = 0; i < LENGTH(ctypes); i++)
		if (ctypes[i].pair == pair && str_equal(ctype, ctypes[i].name))
			return ctypes[i].kind;
	return pair ? CODE_HTML_PAIR : CODE_HTML;
}

const char *catalogue_names_restype(enum block_kind kind)
{
	for (size_t i = 0; i < LENGTH(restypes); i++)
		if (restypes[i].kind == kind)
			return restypes[i].name.at;
	return "";
}

enum block_kind catalogue_names_block(struct str restype)
{
	for (size_t i = 0; i < LENGTH(restypes); i++)
		if (str_equal(restype, restypes[i].name))
			return restypes[i].kind;
	return BLOCK_PARAGRAPH;
}

const char *catalogue_names_state(enum unit_state state)
{
	switch (state) {
	case UNIT_EMPTY:
		return "new";
	case UNIT_NEEDS_ADAPTATION:
		return "needs-adaptation";
	case UNIT_NEEDS_REVIEW:
		return "needs-review-l10n";
	case UNIT_TRANSLATED:
		return "translated";
	case UNIT_FINAL:
		return "final";
	}
	return "";
}

bool catalogue_names_find_state(struct str name, enum unit_state *state)
{
	for (size_t i = 0; i < LENGTH(state_names); i++)
		if (str_equal(name, state_names[i])) {
			*state = states[i];
			return true;
		}
	return false;
}

size_t catalogue_names_states(const struct str **names)
{
	*names = state_names;
	return LENGTH(state_names);
}
