#include "text/words/locale.h"

#include <assert.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/date.h"

/* WRITTEN: the longest result in UTF-16, with room to spare: a full date in a long language has 60. */
enum { SLOTS = 2048, KEPT = 48, CURRENCIES = 8, NAME = 64, WRITTEN = 256 };

/* What a cached result was made from; money adds its currency's letters. */
enum what { WHAT_NOTHING, WHAT_INTEGER, WHAT_PERCENT, WHAT_PLURAL, WHAT_DATE, WHAT_MONEY = WHAT_DATE + 4 };

struct cached {
	int64_t n;
	uint32_t what;
	uint32_t len;
	char text[KEPT];
};

struct currency {
	char code[4];
	UNumberFormatter *formatter;
};

struct locale {
	struct arena *arena;
	struct str tag;
	char name[NAME]; /* as ICU spells it */
	bool right_to_left;
	UDateFormat
		*dates[DATE_FULL + 1]; /* opened when first asked for: the first of a process costs 40 ms */
	UNumberFormatter *integer, *percent;
	struct currency currencies[CURRENCIES]; /* the most recent ones, in a ring */
	size_t next_currency;
	UFormattedNumber *number;
	UPluralRules *plural;
	struct cached *cache; /* each result has one slot, where the latest stays; NULL before the first */
};

static bool icu_knows_language(const char *name)
{
	char wanted[ULOC_LANG_CAPACITY];
	UErrorCode status = U_ZERO_ERROR;
	size_t len = (size_t)uloc_getLanguage(name, wanted, sizeof(wanted), &status);

	if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING || !*wanted)
		return false;
	for (int32_t i = 0; i < uloc_countAvailable(); i++) {
		const char *known = uloc_getAvailable(i);

		if (!strncmp(wanted, known, len) && (!known[len] || known[len] == '_'))
			return true;
	}
	return false;
}

/* As ICU spells it; false for what is no tag of a language that ICU knows. */
static bool icu_name(struct str tag, char name[NAME])
{
	UErrorCode status = U_ZERO_ERROR;
	char tag_z[NAME];
	int32_t parsed;

	if (!tag.len || tag.len >= sizeof(tag_z))
		return false;
	memcpy(tag_z, tag.at, tag.len);
	tag_z[tag.len] = 0;
	uloc_forLanguageTag(tag_z, name, NAME, &parsed, &status);
	return status == U_ZERO_ERROR && (size_t)parsed == tag.len;
}

struct locale *locale_open(struct str tag)
{
	UErrorCode status = U_ZERO_ERROR;
	char name[NAME];
	struct arena *a;
	struct locale *l;

	if (!icu_name(tag, name) || !icu_knows_language(name))
		return NULL;
	a = arena_open();
	l = arena_alloc(a, sizeof(*l));
	l->arena = a;
	l->tag = str_copy(a, tag);
	memcpy(l->name, name, sizeof(name));
	l->right_to_left = uloc_isRightToLeft(name);
	l->number = unumf_openResult(&status);
	assert(U_SUCCESS(status));
	return l;
}

void locale_close(struct locale *l)
{
	if (!l)
		return;
	for (size_t i = 0; i <= DATE_FULL; i++)
		if (l->dates[i])
			udat_close(l->dates[i]);
	unumf_close(l->integer);
	unumf_close(l->percent);
	for (size_t i = 0; i < CURRENCIES; i++)
		unumf_close(l->currencies[i].formatter);
	unumf_closeResult(l->number);
	uplrules_close(l->plural);
	arena_close(l->arena);
}

struct str locale_tag(const struct locale *l)
{
	return l->tag;
}

const char *locale_direction(const struct locale *l)
{
	return l->right_to_left ? "rtl" : "ltr";
}

void locale_paper(struct str tag, int *width, int *height)
{
	UErrorCode status = U_ZERO_ERROR;
	char name[NAME];
	int32_t high = 0, wide = 0;

	if (icu_name(tag, name))
		ulocdata_getPaperSize(name, &high, &wide, &status);
	*width = wide > 0 && U_SUCCESS(status) ? wide : 210;
	*height = high > 0 && U_SUCCESS(status) ? high : 297;
}

static struct cached *slot_of(struct locale *l, uint32_t what, int64_t n)
{
	uint64_t mixed = ((uint64_t)n ^ (uint64_t)what << 40) * 0x9E3779B97F4A7C15;

	if (!l->cache)
		l->cache = arena_array(l->arena, SLOTS, sizeof(*l->cache));
	return &l->cache[mixed >> 53];
}

static bool add_cached(struct locale *l, struct buf *out, uint32_t what, int64_t n)
{
	const struct cached *c = slot_of(l, what, n);

	if (c->what != what || c->n != n)
		return false;
	buf_add(out, (struct str){c->text, c->len});
	return true;
}

/* Appends what ICU wrote and keeps it, where it fits. */
static void add_and_keep(struct locale *l, struct buf *out, uint32_t what, int64_t n, const UChar *text,
                         int32_t len)
{
	struct cached *c = slot_of(l, what, n);
	UErrorCode status = U_ZERO_ERROR;
	char utf8[WRITTEN * 3];
	int32_t utf8_len;

	u_strToUTF8(utf8, sizeof(utf8), &utf8_len, text, len, &status);
	assert(U_SUCCESS(status));
	buf_add(out, (struct str){utf8, (size_t)utf8_len});
	if (utf8_len > KEPT)
		return;
	*c = (struct cached){.n = n, .what = what, .len = (uint32_t)utf8_len};
	memcpy(c->text, utf8, (size_t)utf8_len);
}

/*
 * ICU's calendar has days of the Julian one before 1582; ours never has.  Where
 * the language counts in another calendar, ICU's choice stands.
 */
static void make_proleptic(UDateFormat *f)
{
	UErrorCode status = U_ZERO_ERROR;
	UCalendar *c = ucal_clone(udat_getCalendar(f), &status);

	assert(U_SUCCESS(status));
	ucal_setGregorianChange(c, -8.64e15, &status);
	if (U_SUCCESS(status))
		udat_setCalendar(f, c);
	ucal_close(c);
}

static UDateFormat *date_formatter(struct locale *l, enum date_style style)
{
	static const UDateFormatStyle styles[] = {
		[DATE_LONG] = UDAT_LONG,
		[DATE_MEDIUM] = UDAT_MEDIUM,
		[DATE_SHORT] = UDAT_SHORT,
		[DATE_FULL] = UDAT_FULL,
	};
	UErrorCode status = U_ZERO_ERROR;

	if (!l->dates[style]) {
		l->dates[style] = udat_open(UDAT_NONE, styles[style], l->name, u"UTC", -1, NULL, 0, &status);
		assert(U_SUCCESS(status));
		make_proleptic(l->dates[style]);
	}
	return l->dates[style];
}

void locale_add_date(struct locale *l, struct buf *out, int32_t day, enum date_style style)
{
	uint32_t what = WHAT_DATE + style;
	UErrorCode status = U_ZERO_ERROR;
	UChar text[WRITTEN];
	int32_t len;

	if (day == DATE_NONE || day == DATE_NEVER || add_cached(l, out, what, day))
		return;
	len = udat_format(date_formatter(l, style), day * 86400000.0, text, WRITTEN, NULL, &status);
	assert(U_SUCCESS(status));
	add_and_keep(l, out, what, day, text, len);
}

static UNumberFormatter *number_formatter(const struct locale *l, const UChar *skeleton)
{
	UErrorCode status = U_ZERO_ERROR;
	UNumberFormatter *f = unumf_openForSkeletonAndLocale(skeleton, -1, l->name, &status);

	assert(U_SUCCESS(status));
	return f;
}

static UNumberFormatter *integer_formatter(struct locale *l)
{
	if (!l->integer)
		l->integer = number_formatter(l, u"precision-integer");
	return l->integer;
}

static void add_number(struct locale *l, struct buf *out, uint32_t what, int64_t n)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar text[WRITTEN];
	int32_t len = unumf_resultToString(l->number, text, WRITTEN, &status);

	assert(U_SUCCESS(status));
	add_and_keep(l, out, what, n, text, len);
}

void locale_add_integer(struct locale *l, struct buf *out, int64_t n)
{
	UErrorCode status = U_ZERO_ERROR;

	if (add_cached(l, out, WHAT_INTEGER, n))
		return;
	unumf_formatInt(integer_formatter(l), n, l->number, &status);
	assert(U_SUCCESS(status));
	add_number(l, out, WHAT_INTEGER, n);
}

void locale_add_percent(struct locale *l, struct buf *out, int64_t percent)
{
	UErrorCode status = U_ZERO_ERROR;

	if (add_cached(l, out, WHAT_PERCENT, percent))
		return;
	if (!l->percent)
		l->percent = number_formatter(l, u"percent precision-integer");
	unumf_formatInt(l->percent, percent, l->number, &status);
	assert(U_SUCCESS(status));
	add_number(l, out, WHAT_PERCENT, percent);
}

/* With the digits that the stored amount has: ICU would round where fewer are customary. */
static UNumberFormatter *currency_formatter(struct locale *l, const char code[4])
{
	UChar skeleton[] = u"currency/XXX .0000";
	int digits = money_digits(str_from(code));
	struct currency *c;

	for (size_t i = 0; i < CURRENCIES; i++)
		if (!memcmp(l->currencies[i].code, code, 4))
			return l->currencies[i].formatter;
	c = &l->currencies[l->next_currency++ % CURRENCIES];
	unumf_close(c->formatter);
	memcpy(c->code, code, 4);
	u_charsToUChars(code, skeleton + 9, 3);
	skeleton[14 + digits] = 0;
	return c->formatter = number_formatter(l, skeleton);
}

void locale_add_money(struct locale *l, struct buf *out, struct money m)
{
	uint32_t what = WHAT_MONEY + ((uint32_t)m.currency[0] << 24 | (uint32_t)m.currency[1] << 16 |
	                              (uint32_t)m.currency[2] << 8);
	UErrorCode status = U_ZERO_ERROR;
	char machine[32];
	struct str amount;

	if (add_cached(l, out, what, m.minor))
		return;
	amount = money_format(m, machine);
	unumf_formatDecimal(currency_formatter(l, m.currency), amount.at, (int32_t)amount.len, l->number,
	                    &status);
	assert(U_SUCCESS(status));
	add_number(l, out, what, m.minor);
}

/* The categories in CLDR's order; their index is what the cache keeps. */
static const char *const categories[] = {"zero", "one", "two", "few", "many", "other"};

static uint32_t category_of(struct locale *l, int64_t n)
{
	UErrorCode status = U_ZERO_ERROR;
	char name[16];
	UChar text[16];

	if (!l->plural)
		l->plural = uplrules_openForType(l->name, UPLURAL_TYPE_CARDINAL, &status);
	unumf_formatInt(integer_formatter(l), n, l->number, &status);
	uplrules_selectFormatted(l->plural, l->number, text, 15, &status);
	assert(U_SUCCESS(status));
	text[15] = 0;
	u_UCharsToChars(text, name, u_strlen(text) + 1);
	for (uint32_t i = 0; i < 5; i++)
		if (!strcmp(name, categories[i]))
			return i;
	return 5;
}

const char *locale_plural(struct locale *l, int64_t n)
{
	struct cached *c = slot_of(l, WHAT_PLURAL, n);

	if (c->what != WHAT_PLURAL || c->n != n)
		*c = (struct cached){.n = n, .what = WHAT_PLURAL, .len = category_of(l, n)};
	return categories[c->len];
}

void locale_add_name(struct locale *l, struct buf *out)
{
	static const UDisplayContext style[] = {UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU};
	UErrorCode status = U_ZERO_ERROR;
	ULocaleDisplayNames *names = uldn_openForContext(l->name, (UDisplayContext *)style, 1, &status);
	UChar text[WRITTEN];
	char utf8[WRITTEN * 3];
	int32_t len;

	len = uldn_localeDisplayName(names, l->name, text, WRITTEN, &status);
	u_strToUTF8(utf8, sizeof(utf8), &len, text, len, &status);
	assert(U_SUCCESS(status));
	buf_add(out, (struct str){utf8, (size_t)len});
	uldn_close(names);
}
