#include "record/facts/shard.h"

#include "base/hash.h"

bool shard_parse(struct str text, struct shard *out)
{
	struct str number;
	int64_t k, n;

	if (!str_cut(&text, '/', &number) || !str_integer(number, &k) || !str_integer(text, &n))
		return false;
	if (k < 1 || k > n || n > SHARD_LIMIT)
		return false;
	*out = (struct shard){(uint32_t)k, (uint32_t)n};
	return true;
}

uint32_t shard_of(struct str member, uint32_t shards)
{
	return (uint32_t)(hash_short(member) % shards) + 1;
}

bool shard_has(struct shard s, struct str member)
{
	return s.of < 2 || shard_of(member, s.of) == s.number;
}
