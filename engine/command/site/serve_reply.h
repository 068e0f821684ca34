#ifndef COMMAND_SERVE_REPLY_H
#define COMMAND_SERVE_REPLY_H

#include <microhttpd.h>

#include "base/optional.h"
#include "base/str.h"

/* What we call of libmicrohttpd, which is there once there is a server. */
#define LIBMICROHTTPD(F)                                                                                     \
	F(MHD_, add_response_header)                                                                         \
	F(MHD_, create_response_from_buffer)                                                                 \
	F(MHD_, destroy_response)                                                                            \
	F(MHD_, get_connection_info)                                                                         \
	F(MHD_, get_connection_values)                                                                       \
	F(MHD_, get_daemon_info)                                                                             \
	F(MHD_, lookup_connection_value)                                                                     \
	F(MHD_, queue_response)                                                                              \
	F(MHD_, resume_connection)                                                                           \
	F(MHD_, start_daemon)                                                                                \
	F(MHD_, stop_daemon)                                                                                 \
	F(MHD_, suspend_connection)

struct serve_mhd {
	LIBMICROHTTPD(OPTIONAL_POINTER)
};

/*
 * Sends answers, each as much of it as its request asks for, with the headers
 * that all have.  Of one thread.  However many read a page slowly, its bytes
 * are in memory once.
 */
struct serve_reply;

struct serve_answer {
	unsigned status;
	const char *type;     /* one of serve_guard.h's, by its address */
	struct str body;      /* is copied */
	const char *location; /* NULL, or the address to ask for */
};

/* The functions are called once a server is there. */
struct serve_reply *serve_reply_open(struct arena *a, const struct serve_mhd *mhd);
enum MHD_Result serve_reply_send(struct serve_reply *r, struct MHD_Connection *c,
                                 const struct serve_answer *answer);
/* When the server has stopped. */
void serve_reply_close(struct serve_reply *r);

#endif
