#include "record/store/stored.h"

#include "base/date.h"

static bool is_text(const struct field *f)
{
	return f->type == FACT_TEXT || f->type == FACT_DATE || f->type == FACT_ENUM;
}

static const char *why_unfit(enum database_type type, bool text)
{
	switch (type) {
	case DATABASE_OTHER:
		return text ? "is stored as what is not read here; cast it to text"
		            : "is stored as what is not read here; cast it to a whole number";
	case DATABASE_BLOB:
		return text ? "is stored as bytes, not as text" : "is not stored as a number";
	case DATABASE_DATE:
		return text ? "is stored as a day, not as text" : "is not stored as a number";
	case DATABASE_REAL:
		return text ? "is stored as a number, not as text"
		            : "is stored as a number that is not whole";
	default:
		return text ? "is stored as a number, not as text" : "is not stored as a number";
	}
}

const char *stored_read(struct query *q, int column, struct arena *a, const struct field *f, struct fact *out)
{
	enum database_type type = database_type(q, column);
	const char *why;

	*out = (struct fact){0};
	if (type == DATABASE_NULL)
		return NULL;
	if (type == DATABASE_TEXT && is_text(f))
		return member_parse_fact(a, f, database_bytes(q, column), out);
	if (type != (f->type == FACT_DATE ? DATABASE_DATE : DATABASE_INTEGER) ||
	    (is_text(f) && f->type != FACT_DATE))
		return why_unfit(type, is_text(f));
	out->number = database_integer(q, column);
	if (f->type == FACT_DATE && (out->number < DATE_FIRST || out->number > DATE_LAST))
		return "is no day from the year 1 to 9999";
	why = member_check_number(a, f, out->number);
	out->known = !why;
	return why;
}

void stored_bind(struct query *q, int parameter, struct arena *a, const struct field *f,
                 const struct fact *fact)
{
	if (!fact->known)
		database_bind_null(q, parameter);
	else if (is_text(f))
		database_bind_text(q, parameter, member_format_fact(a, f, fact));
	else
		database_bind_integer(q, parameter, fact->number);
}
