#include "site/statement_name.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"

static void add_byte(struct buf *b, unsigned char c)
{
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')
		buf_add_char(b, (char)c);
	else if (c >= 'A' && c <= 'Z')
		buf_add(b, (struct str){(char[]){'_', (char)(c - 'A' + 'a')}, 2});
	else
		buf_add(b, (struct str){(char[]){'~', "0123456789abcdef"[c >> 4], "0123456789abcdef"[c & 15]},
		                        3});
}

struct str statement_name_make(struct arena *a, struct str member_id)
{
	struct buf b = {0};
	char hex[33];

	hash_hex(hash_of(member_id), hex);
	buf_add(&b, (struct str){hex, 2});
	buf_add_char(&b, '/');
	for (size_t i = 0; i < member_id.len && b.len <= STATEMENT_NAME_LIMIT; i++)
		add_byte(&b, (unsigned char)member_id.at[i]);
	if (b.len > STATEMENT_NAME_LIMIT) {
		b.len = 40;
		buf_add_format(&b, "~~%s", hex);
	}
	buf_add_z(&b, ".html");
	struct str name = str_copy(a, buf_str(&b));
	buf_free(&b);
	return name;
}
