#include "base/identity.h"

#include <link.h>
#include <string.h>

/* A note's name and content each begin at a multiple of four. */
static size_t padded(size_t n)
{
	return (n + 3) & ~(size_t)3;
}

static struct hash add_notes(struct hash h, struct str notes)
{
	ElfW(Nhdr) note;

	while (notes.len >= sizeof(note)) {
		memcpy(&note, notes.at, sizeof(note));
		size_t from = sizeof(note) + padded(note.n_namesz), to = from + note.n_descsz;

		if (to > notes.len)
			break;
		if (note.n_type == NT_GNU_BUILD_ID)
			h = hash_join(h, hash_of(str_slice(notes, from, to)));
		notes = str_slice(notes, padded(to) < notes.len ? padded(to) : notes.len, notes.len);
	}
	return h;
}

static int add_object(struct dl_phdr_info *info, size_t size, void *hash)
{
	struct hash *h = hash;

	(void)size;
	/* the kernel's own is no part of the program */
	if (strncmp(info->dlpi_name, "linux-vdso", 10) == 0)
		return 0;
	for (size_t i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &info->dlpi_phdr[i];

		if (p->p_type == PT_NOTE)
			*h = add_notes(*h,
			               (struct str){(const char *)(info->dlpi_addr + p->p_vaddr), // NOLINT
			                            p->p_memsz});
	}
	return 0;
}

static struct hash started;

/* What is opened later (base/optional.h, or by the C library itself) has no part in what is published. */
__attribute__((constructor)) static void note_start(void)
{
	dl_iterate_phdr(add_object, &started);
}

struct hash identity_hash(void)
{
	return started;
}
