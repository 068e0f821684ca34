#include "command/statements/statements_pdf.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/child.h"
#include "base/file.h"
#include "base/file_read.h"
#include "base/sweep.h"
#include "record/store/store.h"
#include "site/ledger/statement_name.h"
#include "text/words/locale.h"

enum { PDF_LIMIT = 1 << 28, WORDS_LIMIT = 1 << 16 };

/* What a member's page is printed with. */
struct press {
	struct call *call;
	const char *browser; /* from the root, or NULL: there is none */
	char folder[256];    /* the private one */
	struct store *members;
	struct decider *decider;
	const struct statement *statement;
	struct statement_writer *writer;
	struct arena *scratch;
};

/* The first of Chromium's names that is in PATH. */
static const char *find_browser(struct arena *a)
{
	static const char *const names[] = {"chromium", "chromium-browser", "google-chrome",
	                                    "google-chrome-stable"};
	struct str path, folder;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		path = str_from(getenv("PATH"));
		while (str_cut(&path, ':', &folder)) {
			const char *name = str_format(a, "%.*s/%s", STR_ARG(folder), names[i]).at;

			if (*name == '/' && access(name, X_OK) == 0)
				return name;
		}
	}
	return NULL;
}

/* It must not last longer than anyone waits, must not ask the network for anything, and runs no script of ours. */
static bool print_page(struct press *p, struct str member, const char *page, const char *pdf)
{
	struct arena *a = p->scratch;
	const char *arguments[] = {
		"timeout",
		"-k",
		"5",
		"60",
		p->browser,
		"--headless",
		"--disable-gpu",
		"--no-first-run",
		"--disable-extensions",
		"--disable-background-networking",
		"--host-resolver-rules=MAP * ~NOTFOUND",
		"--no-pdf-header-footer",
		str_format(a, "--user-data-dir=%s/profile", p->folder).at,
		str_format(a, "--print-to-pdf=%s", pdf).at,
		/* Chromium has no sandbox for root */
		geteuid() == 0 ? "--no-sandbox" : page,
		geteuid() == 0 ? page : NULL,
		NULL,
	};
	struct child_words said;

	if (child_run(a, arguments, WORDS_LIMIT, &said) == CHILD_FINE && file_exists(pdf))
		return true;
	diag_add(p->call->d, NOT_PRINTED, POSITION_NONE, str_z(a, member),
	         said.complaint.len > 0 ? said.complaint.at : "it took more than a minute, or was stopped");
	return false;
}

/* DIR/_m000001.pdf */
static const char *path_of(struct press *p, struct str member)
{
	struct str name = statement_name_make(p->scratch, member);

	return str_format(p->scratch, "%s/%.*s.pdf", command_text(p->call, "--pdf"), (int)name.len - 8,
	                  name.at + 3)
	        .at;
}

/* What a printer knows of its paper has to be said here; the theme's own sheets come later, and count more. */
static void say_paper(struct press *p, const struct member *m, struct buf *page)
{
	const struct str head = STR("<head>");
	struct str html = str_copy(p->scratch, buf_str(page));
	size_t at = str_find(html, head, 0);
	int width, height;

	if (at == SIZE_MAX)
		return;
	at += head.len;
	locale_paper(statement_language(p->statement, m), &width, &height);
	buf_clear(page);
	buf_add(page, str_slice(html, 0, at));
	buf_add_format(page, "<style>@page { size: %dmm %dmm; }</style>", width, height);
	buf_add(page, str_slice(html, at, html.len));
}

static bool publish(struct press *p, const struct decision *d)
{
	const char *page = str_format(p->scratch, "%s/00/page.html", p->folder).at;
	const char *pdf = str_format(p->scratch, "%s/page.pdf", p->folder).at;
	struct buf html = {0};
	struct str bytes;
	bool done;

	statement_render(p->writer, d, &html);
	say_paper(p, d->member, &html);
	done = file_publish_soon(p->call->d, page, buf_str(&html), NULL) && file_remove(p->call->d, pdf) &&
	       print_page(p, d->member->id, page, pdf) &&
	       file_read(p->call->d, p->scratch, pdf, PDF_LIMIT, &bytes) &&
	       file_publish(p->call->d, path_of(p, d->member->id), bytes, NULL);
	buf_free(&html);
	return done;
}

static bool print_member(struct press *p, const char *operand)
{
	struct call *call = p->call;
	struct str id = str_from(operand), near;
	const struct decision *decision;
	struct member m;
	const char *bad;
	int found = store_find(p->members, p->scratch, id, &m, &bad);

	if (found == 0) {
		diag_add(call->d, NO_MEMBER, POSITION_NONE, operand, command_text(call, "--records"));
		near = store_nearest(p->members, p->scratch, id);
		diag_suggest(call->d, id, &near, near.len > 0);
	}
	if (found <= 0)
		return false;
	decision = bad ? NULL : decision_make(p->decider, &m, command_day(call, "--as-of"));
	if (bad || decision->failure) {
		diag_add(call->d, UNDECIDED, POSITION_NONE, operand, bad ? bad : decision->failure);
		return false;
	}
	return publish(p, decision);
}

/* The private folder, with what the pages show. */
static bool lay_out(struct press *p, const struct statement *st)
{
	const char *temporary = getenv("TMPDIR");
	size_t n;
	const struct theme_asset *assets = statement_assets(st, &n);

	snprintf(p->folder, sizeof(p->folder), "%s/tierbook-pdf-XXXXXX",
	         temporary && *temporary == '/' && strlen(temporary) < 200 ? temporary : "/tmp");
	if (!mkdtemp(p->folder)) {
		file_cannot_write(p->call->d, p->folder);
		p->folder[0] = 0;
		return false;
	}
	for (size_t i = 0; i < n; i++)
		if (!file_publish_soon(p->call->d, file_path(p->scratch, p->folder, assets[i].published),
		                       assets[i].bytes, NULL))
			return false;
	return true;
}

int statements_pdf_run(struct call *call, const struct site *s, const struct statement *st,
                       const volatile sig_atomic_t *interrupted)
{
	struct press p = {.call = call, .browser = find_browser(call->arena), .scratch = arena_open()};
	size_t printed = 0;

	if (!p.browser) {
		diag_add(call->d, NO_BROWSER, POSITION_NONE, NULL);
		goto out;
	}
	p.members = store_open(call->d, s->policy->schema, command_text(call, "--records"));
	if (!p.members || !lay_out(&p, st))
		goto out;
	p.decider = decision_open(program_make(call->arena, s->policy));
	p.statement = st;
	p.writer = statement_writer_open(st);
	for (size_t i = 0; i < call->n_operands && !*interrupted; i++) {
		printed += print_member(&p, call->operands[i]);
		arena_reset(p.scratch);
	}
out:
	if (p.folder[0])
		sweep_away(p.folder);
	statement_writer_close(p.writer);
	decision_close(p.decider);
	store_close(p.members);
	arena_close(p.scratch);
	diag_print(call->d, stderr, call->format);
	fprintf(stderr, "%s: %zu of %zu statements printed\n", command_text(call, "--pdf"), printed,
	        call->n_operands);
	if (printed == call->n_operands)
		return EXIT_FINE;
	return printed > 0 ? EXIT_MISTAKES : EXIT_NOTHING;
}
