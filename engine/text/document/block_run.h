#ifndef TEXT_BLOCK_RUN_H
#define TEXT_BLOCK_RUN_H

#include "text/document/document.h"

/*
 * A block's words as one run, whatever its segments, so that they can be cut
 * elsewhere.  Places in it are offsets into its key: all its characters but
 * white space, and a byte 1 for each code that stands alone.
 */
struct block_run {
	struct span *spans; /* codes numbered over the whole block */
	size_t n_spans;
	struct code **codes; /* the segments' own */
	size_t n_codes;
	struct str key;
	const struct segment *segments; /* as the block was split */
	size_t n_segments;
	uint32_t *ends; /* per segment: where it ends in the key */
};

/* No codes beyond the 65535th: a block that has more stays as it is split. */
struct block_run block_run_make(struct arena *a, const struct document_block *block);

/* The key of any sentence. */
struct str block_run_key(struct arena *a, const struct span *spans, size_t n);

/* A code that was copied: what points to it has to follow. */
struct block_run_move {
	const struct code *from;
	struct code *to;
};

struct block_run_moves {
	struct block_run_move *items;
	size_t n;
};

/*
 * Splits the block anew at these places, ascending and inside the key.  A pair
 * of codes around a cut is closed before it and opened again after it.
 */
void block_run_split(struct arena *a, struct document_block *block, const struct block_run *run,
                     const uint32_t *cuts, size_t n_cuts, struct block_run_moves *moves);

/* Lets the document's links follow, all blocks having been split; a link that was cut is two. */
void block_run_relink(struct arena *a, struct document *doc, struct block_run_moves *moves);

#endif
