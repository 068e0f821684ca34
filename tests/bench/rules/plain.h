#ifndef BENCH_PLAIN_H
#define BENCH_PLAIN_H

#include "bench/rules/result.h"
#include "record/facts/member.h"

/* The sample programme's rules written by hand, as tight as somebody would who knows them and nothing else. */
void plain_decide(const struct member *m, int32_t today, struct result *out);

#endif
