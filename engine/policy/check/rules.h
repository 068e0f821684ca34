#ifndef POLICY_RULES_H
#define POLICY_RULES_H

#include "policy/model/policy.h"

/*
 * From the files of rules/ to a policy: run, read family by family, checked.
 *
 * Loads root/rules/ (every .lua file, by name).  All mistakes are said; NULL
 * when one of them is an error.
 */
struct policy *rules_load(struct diagnostics *d, struct arena *a, const char *root);
/* The same, but with mistakes what could be read of it: the names in that can still be checked.  NULL: no folder. */
struct policy *rules_load_broken(struct diagnostics *d, struct arena *a, const char *root);
/* As rules_load of root/folder, where rules stand elsewhere. */
struct policy *rules_load_folder(struct diagnostics *d, struct arena *a, const char *root,
                                 const char *folder);
/* The same of files in memory, which must outlive the policy; a NULL among them could not be read (already said). */
struct policy *rules_make(struct diagnostics *d, struct arena *a, const struct source *const *files,
                          size_t n);

#endif
