#ifndef COMMAND_STARTER_H
#define COMMAND_STARTER_H

#include "base/str.h"

/*
 * The files of a new site, embedded in the program by the Makefile: what lies
 * in engine/command/starter/, and the repository's own theme.
 */
struct starter_file {
	const char *path; /* "rules/club.lua" */
	struct str bytes;
};

extern const struct starter_file starter_files[]; /* ends with path NULL */

#endif
