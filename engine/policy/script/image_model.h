#ifndef POLICY_IMAGE_MODEL_H
#define POLICY_IMAGE_MODEL_H

#include <lua.h>

#include "base/str.h"

/* What an image is made of: for image.c, which takes it, and instance.c, which makes functions of it again. */

enum { IMAGE_OBJECTS_LIMIT = 5000, IMAGE_VARIABLES_LIMIT = 5000, IMAGE_ENTRIES_LIMIT = 20000 };

#define IMAGE_NO_OWNER UINT32_MAX

enum image_kind { IMAGE_NIL, IMAGE_BOOL, IMAGE_INTEGER, IMAGE_NUMBER, IMAGE_TEXT, IMAGE_NAMED, IMAGE_OBJECT };

struct image_value {
	enum image_kind kind;
	union {
		bool yes;
		lua_Integer integer;
		lua_Number number;
		struct str text; /* IMAGE_NAMED too: a function or table of the library */
		uint32_t object;
	};
};

/* A variable that functions close over; those that close over the same one share it. */
struct variable {
	const void *identity; /* while functions are added */
	struct str name;
	struct image_value value;
	const char *why; /* it is no plain data */
	uint32_t owner;  /* the first function that has it, or IMAGE_NO_OWNER */
	int place;       /* as its upvalue of this number */
};

struct image_entry {
	struct image_value key, value;
};

enum object_kind { OBJECT_FUNCTION, OBJECT_TABLE, OBJECT_ENVIRONMENT };

struct object {
	enum object_kind kind;
	struct str code, meaning; /* a function's bytecode; the same without names and lines */
	uint32_t *variables;
	int n_variables;
	struct image_entry *entries; /* of a table, or a file's own globals; in order of keys */
	size_t n_entries;
	struct str *foreign; /* OBJECT_ENVIRONMENT: names of globals that are no plain data */
	size_t n_foreign;
	const char *why; /* it cannot be had: what it holds that is no plain data */
};

struct image {
	struct object *objects;
	size_t n_objects, n_read, n_entries;
	struct variable *variables;
	size_t n_variables;
	uint32_t *functions; /* those that were added: their objects */
	int n_functions;
};

#endif
