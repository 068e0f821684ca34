#ifndef TEXT_VALUES_H
#define TEXT_VALUES_H

#include "text/template/value.h"

/* Values written down: RECORD(FIELD("name", TEXT("Ada")), FIELD("days", LIST(...))); they live as long as their block. */
#define FIELD(n, ...)                                                                                        \
	{                                                                                                    \
		{.at = (n), .len = sizeof(n) - 1}, __VA_ARGS__                                               \
	}
#define RECORD(...)                                                                                          \
	value_record((const struct value_field[]){__VA_ARGS__},                                              \
	             sizeof((const struct value_field[]){__VA_ARGS__}) / sizeof(struct value_field))
#define LIST(...)                                                                                            \
	value_list((const struct value[]){__VA_ARGS__},                                                      \
	           sizeof((const struct value[]){__VA_ARGS__}) / sizeof(struct value))
#define TEXT(s) value_text(STR(s))

#endif
