#include "command/subject.h"

bool subject_find(struct call *call, struct store *store, struct member *out, const char **bad)
{
	struct str id = str_from(call->operands[0]), near;

	switch (store_find(store, call->arena, id, out, bad)) {
	case 1:
		return true;
	case 0:
		diag_add(call->d, NO_MEMBER, POSITION_NONE, call->operands[0], store_name(store));
		near = store_nearest(store, call->arena, id);
		diag_suggest(call->d, id, &near, near.len > 0);
		return false;
	default:
		return false;
	}
}
