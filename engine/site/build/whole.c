#include "site/build/whole.h"

#include "base/arena.h"
#include "base/array.h"

const struct memo_file *whole_before(struct whole *w, struct str path)
{
	struct build *b = w->b;
	struct memo_file *before = b->settled ? memo_file(b->memo, path) : NULL;

	return before && memo_holds(b->memo, w->scratch, &b->memo->out, before) ? before : NULL;
}

bool whole_keep(struct whole *w, struct str path)
{
	struct build *b = w->b;
	const struct memo_file *before = whole_before(w, path);

	if (!before)
		return false;
	publish_keep(b->publish, before->path);
	*ARRAY_ADD(b->site->arena, w->now->files, w->now->n_files) = *before;
	return true;
}

bool whole_put(struct whole *w, struct str path)
{
	struct build *b = w->b;
	struct memo_file file = {.path = str_copy(b->site->arena, path)};
	bool done = publish_file(b->publish, b->d, path, buf_str(&w->out));

	*ARRAY_ADD(b->site->arena, w->now->files, w->now->n_files) = file;
	buf_clear(&w->out);
	arena_reset(w->scratch);
	return done;
}

bool whole_put_layout(struct whole *w, const char *layout, size_t language, const struct value *root,
                      struct str path)
{
	struct build *b = w->b;
	const struct language *l = &b->site->languages[language];
	const struct template *t = theme_compile(b->d, w->scratch, b->theme, layout, l->messages, NULL);

	if (!t)
		return false;
	template_render(t, root, l->locale, l->messages, &w->out);
	return whole_put(w, path);
}
