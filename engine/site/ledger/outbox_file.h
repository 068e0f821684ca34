#ifndef SITE_OUTBOX_FILE_H
#define SITE_OUTBOX_FILE_H

#include "site/ledger/outbox.h"

/*
 * Writes what is pending to a file, by key, behind what the file has already, and
 * it is taken; commits the ledger.  A file that is not there is made, also for
 * nothing.  *n: how many.
 *
 * Each row gets into a file once, wherever this is cut off: first the ledger
 * says which rows go where, then they are written and made durable beside the
 * file, then the ledger says so, then that takes the file's place.  The next
 * outbox_file_resume (outbox_file_write begins with one) goes on from there.
 * Where the file cannot be written, its rows are pending as before, and no later
 * file has to wait until it can.
 */
bool outbox_file_write(struct outbox *o, struct diagnostics *d, const char *path, enum outbox_form form,
                       size_t *n);
bool outbox_file_resume(struct outbox *o, struct diagnostics *d);

#endif
