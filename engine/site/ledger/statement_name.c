#include "site/ledger/statement_name.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/hash.h"

/* So many last bytes do not choose the folder. */
enum { ALIKE = 2 };
/* Of a name that is too long, so much is kept, and so many digits tell the id. */
enum { KEPT = 40, DIGITS = 32 };

static void add_hex(struct buf *b, unsigned char c)
{
	buf_add(b, (struct str){(char[]){'~', "0123456789abcdef"[c >> 4], "0123456789abcdef"[c & 15]}, 3});
}

static void add_byte(struct buf *b, unsigned char c)
{
	if (ascii_is_small(c) || ascii_is_digit(c) || c == '-')
		buf_add_char(b, (char)c);
	else if (ascii_is_capital(c))
		buf_add(b, (struct str){(char[]){'_', ascii_small((char)c)}, 2});
	else
		add_hex(b, c);
}

/* What Windows takes for a device, whatever follows behind a dot. */
static bool is_device(struct str id)
{
	static const char *const names[] = {"con", "prn", "aux", "nul"};

	if (id.len == 4 && (str_starts(id, STR("com")) || str_starts(id, STR("lpt"))))
		return id.at[3] >= '0' && id.at[3] <= '9';
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_is(id, names[i]))
			return true;
	return false;
}

static void add_hash(struct buf *b, struct str s, size_t digits)
{
	char hex[33];

	hash_hex(hash_of(s), hex);
	buf_add(b, (struct str){hex, digits});
}

struct str statement_name_make(struct arena *a, struct str member_id)
{
	struct buf b = {0};

	add_hash(&b, str_slice(member_id, 0, member_id.len > ALIKE ? member_id.len - ALIKE : 0), 2);
	buf_add_char(&b, '/');
	for (size_t i = 0; i < member_id.len && b.len <= STATEMENT_NAME_LIMIT; i++) {
		if (i == 0 && is_device(member_id))
			add_hex(&b, (unsigned char)member_id.at[i]);
		else
			add_byte(&b, (unsigned char)member_id.at[i]);
	}
	if (b.len > STATEMENT_NAME_LIMIT) {
		b.len = KEPT;
		buf_add_z(&b, "~~");
		add_hash(&b, member_id, DIGITS);
	}
	buf_add_z(&b, ".html");
	return buf_keep(&b, a);
}

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Whatever it gives for what is no name, making the name again shows that. */
bool statement_name_read(struct arena *a, struct str name, struct str *member_id)
{
	struct buf b = {0};
	struct str rest = name.len > 3 ? str_slice(name, 3, name.len) : STR("");

	if (!str_ends(rest, STR(".html")))
		return false;
	rest.len -= 5;
	for (size_t i = 0; i < rest.len; i++) {
		char c = rest.at[i];

		if (c == '~' && i + 2 < rest.len) {
			buf_add_char(&b, (char)(digit(rest.at[i + 1]) * 16 + digit(rest.at[i + 2])));
			i += 2;
		} else if (c == '_' && i + 1 < rest.len) {
			buf_add_char(&b, (char)(rest.at[++i] - 'a' + 'A'));
		} else {
			buf_add_char(&b, c);
		}
	}
	*member_id = buf_keep(&b, a);
	return member_id->len > 0 && str_equal(statement_name_make(a, *member_id), name);
}

bool statement_name_is_short(struct str name)
{
	size_t digits = 0;

	for (size_t i = KEPT + 2; i < name.len && digit(name.at[i]) >= 0; i++)
		digits++;
	return digits == DIGITS && name.len == KEPT + 2 + DIGITS + 5 && name.at[2] == '/' &&
	       str_equal(str_slice(name, KEPT, KEPT + 2), STR("~~")) && str_ends(name, STR(".html"));
}
