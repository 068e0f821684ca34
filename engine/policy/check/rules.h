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
/* The same, with what of it could be read: for the names in it, which can be checked all the same.  NULL: no folder. */
struct policy *rules_load_broken(struct diagnostics *d, struct arena *a, const char *root);
/* As rules_load of root/folder, where rules stand elsewhere. */
struct policy *rules_load_folder(struct diagnostics *d, struct arena *a, const char *root,
                                 const char *folder);
/* The same of files that are in memory as long as the policy; NULL for one that could not be read, which has been said. */
struct policy *rules_make(struct diagnostics *d, struct arena *a, const struct source *const *files,
                          size_t n);

#endif
