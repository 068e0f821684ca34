#include "record/database/address.h"

#include <string.h>

#include "base/buf.h"

static size_t scheme_length(const char *records)
{
	static const char *const schemes[] = {"postgresql://", "postgres://"};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (strncmp(records, schemes[i], strlen(schemes[i])) == 0)
			return strlen(schemes[i]);
	return 0;
}

bool address_is_server(const char *records)
{
	return scheme_length(records) > 0;
}

/* user:password@host:port,host:port: what comes before the first slash. */
static struct str authority_of(const char *records)
{
	const char *at = records + scheme_length(records);

	return (struct str){at, strcspn(at, "/?")};
}

static struct str hosts_of(const char *records)
{
	struct str authority = authority_of(records);
	size_t at = str_find(authority, STR("@"), 0);

	return at == SIZE_MAX ? authority : str_slice(authority, at + 1, authority.len);
}

/* The part after the last colon of a host that is not inside brackets. */
static bool has_good_port(struct str host)
{
	size_t colon = host.len;

	while (colon > 0 && host.at[colon - 1] != ':' && host.at[colon - 1] != ']')
		colon--;
	if (colon == 0 || host.at[colon - 1] == ']')
		return true;
	return colon == host.len || str_is_digits(str_slice(host, colon, host.len));
}

const char *address_wrong(const char *records)
{
	struct str authority = authority_of(records), hosts = hosts_of(records), host;
	const char *rest = authority.at + authority.len;

	if (str_find(hosts, STR("@"), 0) != SIZE_MAX || strchr(rest, '@'))
		return "a '@', '/' or '?' in a name or password is written %40, %2F or %3F";
	while (str_cut(&hosts, ',', &host))
		if (!has_good_port(host))
			return "what follows a host and a colon is a port, a number";
	return NULL;
}

/* Which settings of a URI tell where the database is. */
static bool is_place(struct str setting)
{
	return str_starts(setting, STR("service=")) || str_starts(setting, STR("host=")) ||
	       str_starts(setting, STR("port=")) || str_starts(setting, STR("dbname="));
}

const char *address_show(struct arena *a, const char *records)
{
	struct str authority = authority_of(records), hosts = hosts_of(records), settings, setting;
	const char *rest = authority.at + authority.len;
	size_t path = strcspn(rest, "?");
	struct buf out = {0};
	const char *before = "?";

	if (!address_is_server(records))
		return records;
	if (address_wrong(records))
		return "postgresql://...";
	buf_add_format(&out, "postgresql://%.*s%.*s", STR_ARG(hosts), (int)path, rest);
	settings = str_from(rest[path] ? rest + path + 1 : "");
	while (str_cut(&settings, '&', &setting)) {
		if (!is_place(setting))
			continue;
		buf_add_format(&out, "%s%.*s", before, STR_ARG(setting));
		before = "&";
	}
	return buf_keep(&out, a).at;
}
