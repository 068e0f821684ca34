#include "record/stored.h"

#include "base/arena.h"

static bool is_text(const struct field *f)
{
	return f->type == FACT_TEXT || f->type == FACT_DATE || f->type == FACT_ENUM;
}

const char *stored_read(struct query *q, int column, struct arena *a, const struct field *f, struct fact *out)
{
	enum database_type type = database_type(q, column);
	const char *why;

	*out = (struct fact){0};
	if (type == DATABASE_NULL)
		return NULL;
	if (is_text(f)) {
		if (type != DATABASE_TEXT)
			return type == DATABASE_BLOB ? "is stored as bytes, not as text"
			                             : "is stored as a number, not as text";
		return member_parse_fact(a, f, database_bytes(q, column), out);
	}
	if (type != DATABASE_INTEGER)
		return type == DATABASE_REAL ? "is stored as a number that is not whole"
		                             : "is not stored as a number";
	out->number = database_integer(q, column);
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
