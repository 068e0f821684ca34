#ifndef RECORD_SAMPLE_H
#define RECORD_SAMPLE_H

#include "record/facts/sample_profile.h"

struct diagnostics;
struct store;

/*
 * Made-up members for trying a programme, the same on any machine: n of them with
 * ids M000001, ..., over those there are.  Of the first so many members each profile
 * has its share, to within one, however many they are; member k is the same however many
 * follow.  Memory does not grow with n.  Does not commit.
 */
bool sample_write(struct diagnostics *d, struct store *store, const struct schema *s,
                  const struct sample_profile *profiles, size_t n_profiles, int64_t n);

#endif
