#include "base/date.h"
#include "base/json.h"
#include "test.h"

static void writes_commas_and_escapes_where_due(void **state)
{
	struct buf b = {0};
	struct json j = {.out = &b};

	(void)state;
	json_open(&j, '{');
	json_key(&j, "empty");
	json_open(&j, '[');
	json_close(&j, ']');
	json_key(&j, "list");
	json_open(&j, '[');
	json_integer(&j, INT64_MIN);
	json_bool(&j, true);
	json_null(&j);
	json_open(&j, '{');
	json_close(&j, '}');
	json_open(&j, '{');
	json_key(&j, "quote\"");
	json_text(&j, STR("\\ \" / \b\t\n\f\r \v\x1b\x7f \xE4\xBD\xA0 \xFF"));
	json_close(&j, '}');
	json_close(&j, ']');
	json_key(&j, "day");
	json_date(&j, 0);
	json_key(&j, "never");
	json_date(&j, DATE_NEVER);
	json_close(&j, '}');
	json_integer(&j, 2);
	assert_str(buf_str(&b),
	           "{\"empty\":[],\"list\":[-9223372036854775808,true,null,{},{\"quote\\\"\":"
	           "\"\\\\ \\\" / \\b\\t\\n\\f\\r \\u000b\\u001b\\u007f \xE4\xBD\xA0 \xEF\xBF\xBD\"}],"
	           "\"day\":\"1970-01-01\",\"never\":null},2");
	buf_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_commas_and_escapes_where_due),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
