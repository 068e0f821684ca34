#include "base/nearest.h"

#include "base/utf8.h"

enum { LONGEST = 64 };

static bool decode(struct str s, int32_t out[LONGEST], size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < s.len; ++*n) {
		if (*n == LONGEST)
			return false;
		out[*n] = utf8_next(s, &i);
	}
	return true;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* An edit changes by one at most how often two letters occur: so many edits it takes at least.  Most names end here. */
static size_t at_least(const int32_t *x, size_t n, const int32_t *y, size_t m)
{
	int8_t spare[64] = {0};
	size_t more = 0, fewer = 0;

	for (size_t i = 0; i < n; i++)
		spare[x[i] & 63]++;
	for (size_t i = 0; i < m; i++)
		spare[y[i] & 63]--;
	for (size_t i = 0; i < 64; i++) {
		more += spare[i] > 0 ? (size_t)spare[i] : 0;
		fewer += spare[i] < 0 ? (size_t)-spare[i] : 0;
	}
	return more > fewer ? more : fewer;
}

/*
 * Edits between two names: code points inserted, removed, changed, or
 * exchanged with their neighbour; limit + 1 for any more than limit, and for
 * names of more than 64 code points.
 */
static size_t distance_of(struct str a, struct str b, size_t limit)
{
	int32_t x[LONGEST], y[LONGEST];
	size_t n, m;
	/* Three rows of the table: row[i % 3][j] is the distance of the first i of x from the first j of y. */
	size_t row[3][LONGEST + 1];

	if (!decode(a, x, &n) || !decode(b, y, &m) || n > m + limit || m > n + limit ||
	    at_least(x, n, y, m) > limit)
		return limit + 1;
	for (size_t j = 0; j <= m; j++)
		row[0][j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *now = row[i % 3], *above = row[(i + 2) % 3], *above_that = row[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= m; j++) {
			now[j] = least(above[j], now[j - 1]) + 1;
			now[j] = least(now[j], above[j - 1] + (x[i - 1] != y[j - 1]));
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
				now[j] = least(now[j], above_that[j - 2] + 1);
		}
	}
	return least(row[n % 3][m], limit + 1);
}

struct str nearest_name(struct str name, const struct str *candidates, size_t n)
{
	size_t len = utf8_count(name);
	size_t limit = len < 6 ? 1 : len / 3;
	struct str best = {0};

	/* zh-tw for zh-TW */
	for (size_t i = 0; i < n; i++)
		if (str_is_alike(candidates[i], name))
			return candidates[i];
	/* Of equally near ones the first; changing every letter is not near. */
	for (size_t i = 0; i < n; i++) {
		size_t distance = distance_of(name, candidates[i], limit);

		if (distance <= limit && distance < len) {
			best = candidates[i];
			if (!distance)
				break;
			limit = distance - 1;
		}
	}
	return best;
}
