#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include "base/str.h"

/* An amount in the currency's minor unit (cents), so that no sum ever rounds. */
struct money {
	int64_t minor;
	char currency[4]; /* ISO 4217 */
};

/* ISO 4217's digits after the point: 2 for most, 0 for JPY, KRW, ..., 3 for KWD, ...; -1 for an unknown code. */
int money_digits(struct str currency);

/* "100", "100.00", "-3.5" in a known currency; false for more digits than it has. */
bool money_parse(struct str amount, struct str currency, struct money *out);

/* "100.00" without the currency, with a point, for machines, somewhere in out; the currency must be known. */
struct str money_format(struct money m, char out[32]);

#endif
