#ifndef COMMAND_OUTPUTS_H
#define COMMAND_OUTPUTS_H

#include "command/command.h"

/* A file that a command is asked to write. */
struct wanted_file {
	const char *called; /* "--report" */
	const char *path;   /* NULL: not asked for */
};

/*
 * Whether the files can be written, and the statements kept in their place (a
 * folder or a pack), with no harm to each other, to the records, and to the
 * site: among the statements everything else counts as foreign; in the site it
 * might be published.  records: a file or an address; NULL: they are not read, and
 * the statements are only looked at.  statements: NULL where none are kept.
 * false: wrong usage, said.
 */
bool outputs_are_apart(struct call *call, const char *statements, const char *records,
                       const struct wanted_file *files, size_t n);

#endif
