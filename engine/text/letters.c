#include "text/letters.h"

#include <unicode/uchar.h>

bool letters_is_wide(int32_t c)
{
	return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
}

int32_t letters_small_wide(int32_t c)
{
	return u_tolower(c);
}
