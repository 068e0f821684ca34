#ifndef BASE_BISECT_H
#define BASE_BISECT_H

#include <stddef.h>

/*
 * The first i of [from, to) for which `before`, an expression on i, does not hold: it has to hold for some first ones
 * and for none after.  Where it holds for all, or there are none, the larger of the two bounds.
 *
 *   BISECT(i, 0, n, sorted[i] < wanted)       where wanted is, or would have to be put in
 *   BISECT(i, 1, n, begins[i] <= at) - 1      which of the stretches at lies in; the first one where it lies before all
 */
#define BISECT(i, from, to, before)                                                                          \
	({                                                                                                   \
		size_t bisect_low = (from), bisect_high = (to);                                              \
                                                                                                             \
		while (bisect_low < bisect_high) {                                                           \
			size_t i = bisect_low + (bisect_high - bisect_low) / 2;                              \
                                                                                                             \
			if (before)                                                                          \
				bisect_low = (i) + 1;                                                        \
			else                                                                                 \
				bisect_high = (i);                                                           \
		}                                                                                            \
		bisect_low;                                                                                  \
	})

#endif
