#include "base/zone.h"

#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include "base/arena.h"

enum { LONGEST = 64 };

/* ICU takes GMT+1 and three letters for zones, too, which no programme should mean by its days. */
bool zone_is_known(struct str name)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar id[LONGEST], canonical[LONGEST];
	UBool of_system = false;

	if (str_is(name, "UTC"))
		return true;
	if (str_find(name, STR("/"), 0) == SIZE_MAX || name.len >= LONGEST)
		return false;
	for (size_t i = 0; i < name.len; i++)
		id[i] = (unsigned char)name.at[i];
	ucal_getCanonicalTimeZoneID(id, (int32_t)name.len, canonical, LONGEST, &of_system, &error);
	return U_SUCCESS(error) && of_system;
}

size_t zone_list(struct arena *a, const struct str **out)
{
	UErrorCode error = U_ZERO_ERROR;
	UEnumeration *all = ucal_openTimeZones(&error);
	int32_t count = uenum_count(all, &error), len;
	struct str *names = arena_array(a, count > 0 ? (size_t)count : 0, sizeof(*names));
	const char *name;
	size_t n = 0;

	while (U_SUCCESS(error) && n < (size_t)count && (name = uenum_next(all, &len, &error)))
		names[n++] = str_copy(a, (struct str){name, (size_t)len});
	uenum_close(all);
	*out = names;
	return n;
}
