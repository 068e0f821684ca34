#include "text/template/value.h"

#include <string.h>

#include "base/date.h"

struct value value_text(struct str s)
{
	return (struct value){.kind = VALUE_TEXT, .text = s};
}

struct value value_integer(int64_t n)
{
	return (struct value){.kind = VALUE_INTEGER, .integer = n};
}

struct value value_bool(bool b)
{
	return (struct value){.kind = VALUE_BOOL, .truth = b};
}

struct value value_date(int32_t day)
{
	if (day == DATE_NONE || day == DATE_NEVER)
		return (struct value){.kind = VALUE_NONE};
	return (struct value){.kind = VALUE_DATE, .day = day};
}

struct value value_money(struct money m)
{
	return (struct value){.kind = VALUE_MONEY, .money = m};
}

struct value value_message(struct str id, const struct value_field *arguments, size_t n)
{
	return (struct value){.kind = VALUE_MESSAGE, .message = {id, arguments, n}};
}

struct value value_list(const struct value *items, size_t n)
{
	return (struct value){.kind = VALUE_LIST, .list = {items, n}};
}

struct value value_record(const struct value_field *fields, size_t n)
{
	return (struct value){.kind = VALUE_RECORD, .record = {fields, n}};
}

struct value value_views(const struct value *views)
{
	return (struct value){.kind = VALUE_VIEWS, .views = views};
}

const struct value *value_get(const struct value *record, struct str name)
{
	if (record->kind != VALUE_RECORD || !name.len)
		return NULL;
	for (size_t i = 0; i < record->record.n; i++) {
		struct str other = record->record.fields[i].name;

		/* most differ here: a template asks for names all the time */
		if (other.len == name.len && *other.at == *name.at && !memcmp(other.at, name.at, name.len))
			return &record->record.fields[i].value;
	}
	return NULL;
}

bool value_is_true(const struct value *v)
{
	switch (v->kind) {
	case VALUE_NONE:
		return false;
	case VALUE_BOOL:
		return v->truth;
	case VALUE_TEXT:
		return v->text.len > 0;
	case VALUE_LIST:
		return v->list.n > 0;
	case VALUE_INTEGER:
	case VALUE_DATE:
	case VALUE_MONEY:
	case VALUE_MESSAGE:
	case VALUE_RECORD:
	case VALUE_VIEWS:
		return true;
	}
	return false;
}
