#include "base/arena.h"
#include "text/catalogue/catalogue.h"
#include "text/template/message.h"

/* A message keeps its id when its words change, so what was a page's new sentence is here an old one to adapt. */
static void mark_changed(struct catalogue *fresh, const struct catalogue *old)
{
	for (size_t i = 0; i < fresh->n_units; i++) {
		struct unit *u = &fresh->units[i];
		const struct unit *was = catalogue_find(old, u->id);

		if (!was || !u->n_target || u->orphan || u->state == UNIT_NEEDS_ADAPTATION)
			continue;
		if (catalogue_hash(was->source, was->n_source) == catalogue_hash(u->source, u->n_source))
			continue;
		u->state = UNIT_NEEDS_ADAPTATION;
		u->old_source = was->source;
		u->n_old_source = was->n_source;
		u->old_target = was->target;
		u->n_old_target = was->n_target;
	}
}

struct catalogue *message_update(struct arena *a, const struct message_source *source, size_t n,
                                 const struct catalogue *old, struct str source_language,
                                 struct str target_language)
{
	struct catalogue *fresh = arena_alloc(a, sizeof(*fresh));

	fresh->source_language = source_language;
	fresh->target_language = target_language;
	fresh->original = STR("content/messages.yaml");
	fresh->units = arena_array(a, n, sizeof(*fresh->units));
	fresh->n_units = n;
	for (size_t i = 0; i < n; i++) {
		struct span *words = arena_alloc(a, sizeof(*words));

		*words = (struct span){.kind = SPAN_TEXT, .text = source[i].text};
		fresh->units[i] = (struct unit){.id = source[i].id, .source = words, .n_source = 1};
	}
	catalogue_update_units(a, fresh, old);
	if (old)
		mark_changed(fresh, old);
	return fresh;
}
