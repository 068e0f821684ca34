#include "text/letters.h"

#include <unicode/uchar.h>

const bool letters_ascii[256] = {['0' ... '9'] = true, ['A' ... 'Z'] = true, ['a' ... 'z'] = true};

bool letters_is_wide(int32_t c)
{
	return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
}

int32_t letters_small_wide(int32_t c)
{
	return u_tolower(c);
}
