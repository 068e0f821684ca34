#include "command/site/serve_reply.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "command/site/serve_part.h"

enum { KEPT = 8, TAG = 36 };

/* An answer that others may get too: whole, and of bytes with this tag. */
struct kept {
	char tag[TAG];
	const char *type;
	struct MHD_Response *response; /* NULL: none yet */
};

struct serve_reply {
	const struct serve_mhd *mhd;
	struct kept kept[KEPT]; /* the newest takes the place of the oldest */
	size_t next;
};

/* One answer on its way out. */
struct sending {
	const struct serve_mhd *mhd;
	const struct serve_answer *answer;
	char tag[TAG]; /* of an answer that may be kept; else empty */
	struct serve_part part;
};

static const char policy[] = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
			     "font-src 'self'; connect-src 'self'; media-src 'self'; form-action 'self'; "
			     "base-uri 'none'; frame-ancestors 'none'";

/* Whoever has the same bytes is spared them; else the part that is asked for. */
static void choose_part(struct sending *s, struct MHD_Connection *c)
{
	struct serve_wish wish = {
		s->mhd->lookup_connection_value(c, MHD_HEADER_KIND, "If-None-Match"),
		s->mhd->lookup_connection_value(c, MHD_HEADER_KIND, "Range"),
		s->mhd->lookup_connection_value(c, MHD_HEADER_KIND, "If-Range"),
	};
	char hex[33];

	s->part = (struct serve_part){s->answer->status, 0, s->answer->body.len};
	if (s->answer->status != MHD_HTTP_OK)
		return;
	snprintf(s->tag, sizeof(s->tag), "\"%s\"", hash_hex(hash_of(s->answer->body), hex));
	s->part = serve_part_of(s->answer->body.len, s->tag, wish);
}

static void add_part_headers(struct MHD_Response *out, const struct sending *s)
{
	unsigned status = s->part.status;
	size_t size = s->answer->body.len;
	char range[72];

	if (!s->tag[0])
		return;
	s->mhd->add_response_header(out, "ETag", s->tag);
	s->mhd->add_response_header(out, "Accept-Ranges", "bytes");
	if (status == MHD_HTTP_PARTIAL_CONTENT)
		snprintf(range, sizeof(range), "bytes %zu-%zu/%zu", s->part.from, s->part.to - 1, size);
	else
		snprintf(range, sizeof(range), "bytes */%zu", size);
	if (status == MHD_HTTP_PARTIAL_CONTENT || status == MHD_HTTP_RANGE_NOT_SATISFIABLE)
		s->mhd->add_response_header(out, "Content-Range", range);
}

static struct MHD_Response *make_response(const struct sending *s)
{
	struct str body = str_slice(s->answer->body, s->part.from, s->part.to);
	/* the library asks for bytes that it might change, and copies them */
	struct MHD_Response *out = s->mhd->create_response_from_buffer(body.len, (void *)body.at,
	                                                               MHD_RESPMEM_MUST_COPY);

	s->mhd->add_response_header(out, "Content-Type", s->answer->type);
	s->mhd->add_response_header(out, "Content-Security-Policy", policy);
	s->mhd->add_response_header(out, "X-Content-Type-Options", "nosniff");
	s->mhd->add_response_header(out, "Referrer-Policy", "no-referrer");
	s->mhd->add_response_header(out, "Cross-Origin-Resource-Policy", "same-origin");
	s->mhd->add_response_header(out, "Cross-Origin-Opener-Policy", "same-origin");
	/* kept, but asked for each time: the next save may change it */
	s->mhd->add_response_header(out, "Cache-Control", s->tag[0] ? "no-cache" : "no-store");
	add_part_headers(out, s);
	if (s->answer->location)
		s->mhd->add_response_header(out, "Location", s->answer->location);
	if (s->part.status == MHD_HTTP_METHOD_NOT_ALLOWED)
		s->mhd->add_response_header(out, "Allow", "GET, HEAD");
	return out;
}

/* Of a whole page.  libmicrohttpd counts who needs it: we, and each connection that it is sent to. */
static struct MHD_Response *shared_response(struct serve_reply *r, const struct sending *s)
{
	struct kept *k = r->kept;

	for (; k < r->kept + KEPT; k++)
		if (k->response && strcmp(k->tag, s->tag) == 0 && k->type == s->answer->type)
			return k->response;
	k = &r->kept[r->next++ % KEPT];
	if (k->response)
		r->mhd->destroy_response(k->response);
	*k = (struct kept){.type = s->answer->type, .response = make_response(s)};
	memcpy(k->tag, s->tag, TAG);
	return k->response;
}

struct serve_reply *serve_reply_open(struct arena *a, const struct serve_mhd *mhd)
{
	struct serve_reply *r = arena_alloc(a, sizeof(*r));

	*r = (struct serve_reply){.mhd = mhd};
	return r;
}

enum MHD_Result serve_reply_send(struct serve_reply *r, struct MHD_Connection *c,
                                 const struct serve_answer *answer)
{
	struct sending s = {.mhd = r->mhd, .answer = answer};
	struct MHD_Response *out;
	enum MHD_Result result;

	choose_part(&s, c);
	if (s.part.status == MHD_HTTP_OK)
		return r->mhd->queue_response(c, s.part.status, shared_response(r, &s));
	out = make_response(&s);
	result = r->mhd->queue_response(c, s.part.status, out);
	r->mhd->destroy_response(out);
	return result;
}

void serve_reply_close(struct serve_reply *r)
{
	for (size_t i = 0; i < KEPT; i++)
		if (r->kept[i].response)
			r->mhd->destroy_response(r->kept[i].response);
}
