#ifndef BASE_ASCII_H
#define BASE_ASCII_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/*
 * Of a byte or a code point, whatever the machine's language: one beyond ASCII
 * is none of these, and needs no cast, as it does with <ctype.h>.
 */
static inline bool ascii_is_digit(int32_t c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_small(int32_t c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool ascii_is_capital(int32_t c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool ascii_is_letter(int32_t c)
{
	return ascii_is_small(c) || ascii_is_capital(c);
}

static inline bool ascii_is_alnum(int32_t c)
{
	return ascii_is_letter(c) || ascii_is_digit(c);
}

/* What may stand between the words of a line. */
static inline bool ascii_is_blank(int32_t c)
{
	return c == ' ' || c == '\t';
}

/* What XML and JSON take for white space. */
static inline bool ascii_is_white(int32_t c)
{
	return ascii_is_blank(c) || c == '\n' || c == '\r';
}

/* As isspace() in C: the blank, and what ends a line or moves within one. */
static inline bool ascii_is_space(int32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A NUL is in no set. */
static inline bool ascii_is_one_of(char c, const char *set)
{
	return c && strchr(set, c);
}

static inline char ascii_small(char c)
{
	return ascii_is_capital(c) ? (char)(c - 'A' + 'a') : c;
}

/* What a hexadecimal digit is worth; -1: it is none. */
static inline int ascii_hex(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_small(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

#endif
