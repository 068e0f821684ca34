#ifndef RECORD_SAMPLE_NAME_H
#define RECORD_SAMPLE_NAME_H

#include "base/str.h"

struct arena;

/*
 * Names that nobody has, as far as one can know, but somebody might: Chinese
 * (traditional characters) for zh, Japanese for ja, German for de, else English
 * with people from anywhere.  The same random bits give the same name.
 */
struct str sample_name_company(struct arena *a, struct str language, uint64_t random);
struct str sample_name_person(struct arena *a, struct str language, uint64_t random);

#endif
