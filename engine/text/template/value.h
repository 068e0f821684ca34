#ifndef TEXT_VALUE_H
#define TEXT_VALUE_H

#include "base/money.h"
#include "base/str.h"

/*
 * What a template may ask for: the bridge from a decision to a page.  Values
 * hold no language; the renderer's locale writes dates, numbers, money and
 * messages.  Everything pointed to belongs to the caller's arena.
 */
enum value_kind {
	VALUE_NONE,
	VALUE_TEXT, /* somebody's words: always escaped, never parsed */
	VALUE_INTEGER,
	VALUE_BOOL,
	VALUE_DATE,
	VALUE_MONEY,
	VALUE_MESSAGE, /* a sentence of the catalogue, with its arguments */
	VALUE_LIST,
	VALUE_RECORD,
	VALUE_VIEWS, /* another in each view of a page: one of the former, but in no message */
};

struct value_field;

struct value {
	enum value_kind kind;
	union {
		struct str text;
		int64_t integer;
		bool truth;
		int32_t day;
		struct money money;
		struct {
			struct str id;
			const struct value_field *arguments;
			size_t n;
		} message;
		struct {
			const struct value *items;
			size_t n;
		} list;
		struct {
			const struct value_field *fields;
			size_t n;
		} record;
		const struct value *views; /* by enum view */
	};
};

struct value_field {
	struct str name;
	struct value value;
};

struct value value_text(struct str s);
struct value value_integer(int64_t n);
struct value value_bool(bool b);
struct value value_date(int32_t day); /* DATE_NONE and DATE_NEVER give VALUE_NONE */
struct value value_money(struct money m);
struct value value_message(struct str id, const struct value_field *arguments, size_t n);
struct value value_list(const struct value *items, size_t n);
struct value value_record(const struct value_field *fields, size_t n);
struct value value_views(const struct value *views);

/* The field of a record, or NULL. */
const struct value *value_get(const struct value *record, struct str name);

/* What a section asks: none, false, empty text and empty lists are false; 0 is true, as in Mustache. */
bool value_is_true(const struct value *v);

#endif
