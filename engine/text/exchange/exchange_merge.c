#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "text/exchange/exchange.h"
#include "text/words/utf16.h"

static bool says_same(const struct span *one, size_t n_one, const struct span *other, size_t n_other)
{
	return catalogue_hash(one, n_one) == catalogue_hash(other, n_other);
}

static bool is_shown(const struct unit *u)
{
	return u->n_target > 0 && u->state >= UNIT_NEEDS_REVIEW;
}

/* Marks joined to their letters (NFC), which some systems take apart. */
static struct str composed(struct arena *a, struct str text)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	UChar *apart = arena_array(a, text.len, sizeof(*apart)), *joined;
	int32_t n = (int32_t)utf16_put((uint16_t *)apart, text), n_joined, length = 0;
	char *bytes;

	if (unorm2_isNormalized(nfc, apart, n, &status) || U_FAILURE(status))
		return text;
	joined = arena_array(a, 3 * (size_t)n, sizeof(*joined));
	n_joined = unorm2_normalize(nfc, apart, n, joined, 3 * n, &status);
	bytes = arena_array(a, 3 * (size_t)n_joined + 1, 1);
	u_strToUTF8(bytes, 3 * n_joined + 1, &length, joined, n_joined, &status);
	return U_FAILURE(status) ? text : (struct str){bytes, (size_t)length};
}

/* White space as a tool leaves it that lays XML out anew: lines broken, and indented, anywhere. */

/* A break beside a code or at an edge was none; one between words was a space. */
static struct str tidy_text(struct arena *a, struct str text)
{
	struct buf b = {0};

	for (size_t i = 0; i < text.len;) {
		size_t end = i, line;

		while (end < text.len && ascii_is_white(text.at[end]))
			end++;
		line = str_find(str_slice(text, 0, end), STR("\n"), i);
		if (end == i)
			buf_add_char(&b, text.at[i++]);
		else if (line == SIZE_MAX)
			buf_add(&b, str_slice(text, i, end));
		else if (i > 0 && end < text.len)
			buf_add_char(&b, ' ');
		else
			buf_add(&b, str_slice(text, i, line));
		i = end > i ? end : i;
	}
	return buf_keep(&b, a);
}

static struct span *tidy(struct arena *a, const struct span *spans, size_t n, size_t *n_tidy)
{
	struct span *result = arena_array(a, n, sizeof(*result));

	*n_tidy = 0;
	for (size_t i = 0; i < n; i++) {
		struct span s = spans[i];

		if (s.kind == SPAN_TEXT)
			s.text = composed(a, tidy_text(a, s.text));
		if (s.kind != SPAN_TEXT || s.text.len > 0)
			result[(*n_tidy)++] = s;
	}
	return result;
}

/* Theirs, with ours for a source that was only laid out, or encoded, anew. */
static struct catalogue tidied(struct arena *a, const struct catalogue *ours, const struct catalogue *theirs)
{
	struct catalogue c = *theirs;

	c.units = arena_array(a, c.n_units, sizeof(*c.units));
	for (size_t i = 0; i < c.n_units; i++) {
		struct unit *u = &c.units[i];
		const struct unit *our = catalogue_find(ours, theirs->units[i].id);
		struct span *theirs_tidy, *ours_tidy;
		size_t n, n_ours;

		*u = theirs->units[i];
		if (!our || says_same(u->source, u->n_source, our->source, our->n_source))
			continue;
		theirs_tidy = tidy(a, u->source, u->n_source, &n);
		ours_tidy = tidy(a, our->source, our->n_source, &n_ours);
		if (!says_same(theirs_tidy, n, ours_tidy, n_ours))
			continue;
		u->source = our->source;
		u->n_source = our->n_source;
		u->target = tidy(a, u->target, u->n_target, &u->n_target);
	}
	return c;
}

/* The sentences of ours, none of them translated: what theirs are fitted to. */
static struct catalogue blank(struct arena *a, const struct catalogue *ours)
{
	struct catalogue c = {.source_language = ours->source_language,
	                      .target_language = ours->target_language};

	c.units = arena_array(a, ours->n_units, sizeof(*c.units));
	for (size_t i = 0; i < ours->n_units; i++) {
		const struct unit *u = &ours->units[i];

		if (u->orphan)
			break;
		c.units[c.n_units++] = (struct unit){.id = u->id,
		                                     .group = u->group,
		                                     .kind = u->kind,
		                                     .source = u->source,
		                                     .n_source = u->n_source,
		                                     .codes = u->codes,
		                                     .n_codes = u->n_codes};
	}
	return c;
}

/* Whether a format of two states would write both the same. */
static bool is_same(const struct unit *ours, const struct unit *theirs, bool two_states)
{
	if (!says_same(ours->target, ours->n_target, theirs->target, theirs->n_target))
		return false;
	if (theirs->note.len > 0 && !str_equal(ours->note, theirs->note))
		return false;
	/* Many tools drop who approved it, and who translated it. */
	if (two_states || (theirs->state == UNIT_TRANSLATED && ours->state == UNIT_FINAL))
		return (ours->state >= UNIT_TRANSLATED) == (theirs->state >= UNIT_TRANSLATED);
	return ours->state == theirs->state &&
	       (ours->origin == theirs->origin || theirs->origin == ORIGIN_HUMAN);
}

static void take(struct unit *ours, const struct unit *theirs)
{
	ours->target = theirs->target;
	ours->n_target = theirs->n_target;
	ours->state = theirs->state;
	ours->origin = theirs->origin;
	if (theirs->note.len > 0)
		ours->note = theirs->note;
	if (theirs->state == UNIT_NEEDS_ADAPTATION && theirs->n_old_target > 0) {
		ours->old_source = theirs->old_source;
		ours->n_old_source = theirs->n_old_source;
		ours->old_target = theirs->old_target;
		ours->n_old_target = theirs->n_old_target;
		ours->old_codes = theirs->old_codes;
		ours->n_old_codes = theirs->n_old_codes;
	}
	if (theirs->state == UNIT_NEEDS_ADAPTATION)
		return;
	ours->n_old_source = ours->n_old_target = ours->n_old_codes = 0;
}

static void merge_unit(struct unit *ours, struct unit *fitted, const struct unit *came, bool two_states,
                       struct exchange_tally *tally)
{
	bool current = came && says_same(came->source, came->n_source, ours->source, ours->n_source);

	if (!current && came && fitted->state > UNIT_NEEDS_ADAPTATION)
		fitted->state = UNIT_NEEDS_ADAPTATION; /* the id of a message stays when its words change */
	if (current && is_same(ours, fitted, two_states)) {
		tally->same++;
	} else if (current && (is_shown(fitted) || !is_shown(ours))) {
		take(ours, fitted);
		tally->taken++;
	} else if (!current && is_shown(fitted)) {
		/* the same sentence elsewhere */
		tally->taken += ours->n_target == 0;
		if (ours->n_target == 0)
			take(ours, fitted);
	} else {
		tally->outdated++;
		if (ours->n_target == 0)
			take(ours, fitted);
	}
}

/* Whoever takes a translation back in a tool is not heard, since tools send all that is still to do in the same way. */
static void note_emptied(const struct unit *came, const struct unit *ours, struct exchange_tally *tally)
{
	if (!is_shown(ours))
		return;
	if (tally->emptied++ == 0)
		tally->first_emptied = came;
}

struct exchange_tally exchange_merge(struct arena *a, struct catalogue *ours, const struct catalogue *theirs,
                                     bool two_states)
{
	struct catalogue fitted = blank(a, ours), came = tidied(a, ours, theirs);
	size_t n = fitted.n_units;
	struct exchange_tally tally = {0};

	catalogue_update_units(a, &fitted, &came);
	for (size_t i = 0; i < n; i++) {
		const struct unit *u = catalogue_find(&came, ours->units[i].id);

		if (u && u->n_target == 0) {
			note_emptied(u, &ours->units[i], &tally);
			u = NULL;
		}
		/* Figures alone are filled by the update; nobody sent them. */
		if (fitted.units[i].n_target > 0 && (u || ours->units[i].n_target == 0))
			merge_unit(&ours->units[i], &fitted.units[i], u, two_states, &tally);
	}
	for (size_t i = n; i < fitted.n_units; i++)
		tally.homeless += fitted.units[i].n_target > 0 && !catalogue_find(ours, fitted.units[i].id);
	return tally;
}
