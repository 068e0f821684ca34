#ifndef RECORD_ADDRESS_H
#define RECORD_ADDRESS_H

#include "base/str.h"

struct arena;

/*
 * Where records are: a file, or PostgreSQL's URI, as libpq takes it
 * (postgresql://HOST/DATABASE, postgresql:///?service=NAME).
 */
bool address_is_server(const char *records);

/* As a message may show it: without user and password, however they are written. */
const char *address_show(struct arena *a, const char *records);

/* NULL, or why a URI is refused before libpq would repeat a piece of a password as a host or port. */
const char *address_wrong(const char *records);

#endif
