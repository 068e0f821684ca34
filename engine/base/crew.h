#ifndef BASE_CREW_H
#define BASE_CREW_H

#include <stddef.h>

/*
 * The same work on many items by several threads.  Items are taken in order;
 * which hand gets which is anyone's guess, so what is made of an item must go to
 * the item's own place.  Returns when all are done.
 */
typedef void crew_work(void *context, size_t hand, size_t item);
void crew_run(size_t hands, size_t items, crew_work *work, void *context);

enum { CREW_MOST = 16 };

/* As many hands as this process may use processors, CREW_MOST at most. */
size_t crew_hands(void);

#endif
