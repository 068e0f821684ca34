#ifndef RECORD_LIBPQ_H
#define RECORD_LIBPQ_H

#include <libpq-fe.h>

#include "base/optional.h"

/* What we call of libpq, which is there once libpq_open has said so. */
#define LIBPQ(F)                                                                                             \
	F(PQ, clear)                                                                                         \
	F(PQ, cmdStatus)                                                                                     \
	F(PQ, connectdbParams)                                                                               \
	F(PQ, enterPipelineMode)                                                                             \
	F(PQ, errorMessage)                                                                                  \
	F(PQ, exec)                                                                                          \
	F(PQ, execParams)                                                                                    \
	F(PQ, execPrepared)                                                                                  \
	F(PQ, exitPipelineMode)                                                                              \
	F(PQ, finish)                                                                                        \
	F(PQ, ftype)                                                                                         \
	F(PQ, getResult)                                                                                     \
	F(PQ, getisnull)                                                                                     \
	F(PQ, getlength)                                                                                     \
	F(PQ, getvalue)                                                                                      \
	F(PQ, ntuples)                                                                                       \
	F(PQ, pipelineStatus)                                                                                \
	F(PQ, pipelineSync)                                                                                  \
	F(PQ, prepare)                                                                                       \
	F(PQ, resultErrorField)                                                                              \
	F(PQ, resultMemorySize)                                                                              \
	F(PQ, resultStatus)                                                                                  \
	F(PQ, sendQueryParams)                                                                               \
	F(PQ, sendQueryPrepared)                                                                             \
	F(PQ, setNoticeReceiver)                                                                             \
	F(PQ, status)

struct libpq {
	LIBPQ(OPTIONAL_POINTER)
};
extern struct libpq libpq;

bool libpq_open(struct diagnostics *d);

#endif
