#ifndef BASE_IDENTITY_H
#define BASE_IDENTITY_H

#include "base/hash.h"

/*
 * Tells this program from any other build of it, and from itself with other
 * libraries (another ICU writes other dates): the build ids that the linker left.
 */
struct hash identity_hash(void);

#endif
