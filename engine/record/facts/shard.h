#ifndef RECORD_SHARD_H
#define RECORD_SHARD_H

#include <stdint.h>

#include "base/str.h"

/*
 * A share of the members that somebody else can tell, too: member X belongs to
 * shard XXH64(X, seed 0) mod N + 1 of N, X being the id's bytes in UTF-8.
 */
struct shard {
	uint32_t number, of; /* from 1; of 0 or 1: all members */
};

enum { SHARD_LIMIT = 65536 };

/* "3/8". */
bool shard_parse(struct str text, struct shard *out);
/* Which of so many shards has it, from 1. */
uint32_t shard_of(struct str member, uint32_t shards);
bool shard_has(struct shard s, struct str member);

#endif
