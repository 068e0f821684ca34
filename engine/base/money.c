#include "base/money.h"

#include <assert.h>
#include <string.h>

#include "base/bisect.h"

/*
 * ISO 4217, list one: code and minor digits, sorted.  Not ICU's digits, which
 * say how an amount is customarily shown (none for AFN or IQD) and change with
 * its version; a stored amount must not.
 */
static const char currencies[][5] = {
	"AED2", "AFN2", "ALL2", "AMD2", "ANG2", "AOA2", "ARS2", "AUD2", "AWG2", "AZN2", "BAM2", "BBD2",
	"BDT2", "BGN2", "BHD3", "BIF0", "BMD2", "BND2", "BOB2", "BOV2", "BRL2", "BSD2", "BTN2", "BWP2",
	"BYN2", "BZD2", "CAD2", "CDF2", "CHE2", "CHF2", "CHW2", "CLF4", "CLP0", "CNY2", "COP2", "COU2",
	"CRC2", "CUP2", "CVE2", "CZK2", "DJF0", "DKK2", "DOP2", "DZD2", "EGP2", "ERN2", "ETB2", "EUR2",
	"FJD2", "FKP2", "GBP2", "GEL2", "GHS2", "GIP2", "GMD2", "GNF0", "GTQ2", "GYD2", "HKD2", "HNL2",
	"HTG2", "HUF2", "IDR2", "ILS2", "INR2", "IQD3", "IRR2", "ISK0", "JMD2", "JOD3", "JPY0", "KES2",
	"KGS2", "KHR2", "KMF0", "KPW2", "KRW0", "KWD3", "KYD2", "KZT2", "LAK2", "LBP2", "LKR2", "LRD2",
	"LSL2", "LYD3", "MAD2", "MDL2", "MGA2", "MKD2", "MMK2", "MNT2", "MOP2", "MRU2", "MUR2", "MVR2",
	"MWK2", "MXN2", "MXV2", "MYR2", "MZN2", "NAD2", "NGN2", "NIO2", "NOK2", "NPR2", "NZD2", "OMR3",
	"PAB2", "PEN2", "PGK2", "PHP2", "PKR2", "PLN2", "PYG0", "QAR2", "RON2", "RSD2", "RUB2", "RWF0",
	"SAR2", "SBD2", "SCR2", "SDG2", "SEK2", "SGD2", "SHP2", "SLE2", "SOS2", "SRD2", "SSP2", "STN2",
	"SVC2", "SYP2", "SZL2", "THB2", "TJS2", "TMT2", "TND3", "TOP2", "TRY2", "TTD2", "TWD2", "TZS2",
	"UAH2", "UGX0", "USD2", "USN2", "UYI0", "UYU2", "UYW4", "UZS2", "VED2", "VES2", "VND0", "VUV0",
	"WST2", "XAF0", "XCD2", "XOF0", "XPF0", "YER2", "ZAR2", "ZMW2", "ZWG2",
};

int money_digits(struct str currency)
{
	const size_t n = sizeof(currencies) / sizeof(*currencies);
	size_t at;

	if (currency.len != 3)
		return -1;
	at = BISECT(i, 0, n, memcmp(currencies[i], currency.at, 3) < 0);
	return at < n && memcmp(currencies[at], currency.at, 3) == 0 ? currencies[at][3] - '0' : -1;
}

bool money_parse(struct str amount, struct str currency, struct money *out)
{
	int digits = money_digits(currency);
	struct str fraction = {0};
	size_t point = str_find(amount, STR("."), 0);
	char text[32];
	size_t len;

	if (digits < 0)
		return false;
	if (point != SIZE_MAX) {
		fraction = str_slice(amount, point + 1, amount.len);
		amount = str_slice(amount, 0, point);
		if (!fraction.len)
			return false;
	}
	/* The amount without its point and with all its digits is the integer wanted. */
	if (fraction.len > (size_t)digits || amount.len + (size_t)digits > sizeof(text) || !amount.len)
		return false;
	if (amount.at[amount.len - 1] == '-' || (fraction.len && *fraction.at == '-'))
		return false;
	len = amount.len;
	memcpy(text, amount.at, len);
	for (size_t i = 0; i < (size_t)digits; i++)
		text[len++] = i < fraction.len ? fraction.at[i] : '0';
	if (!str_integer((struct str){text, len}, &out->minor))
		return false;
	memcpy(out->currency, currency.at, 3);
	out->currency[3] = 0;
	return true;
}

struct str money_format(struct money m, char out[32])
{
	uint64_t left = m.minor < 0 ? -(uint64_t)m.minor : (uint64_t)m.minor;
	int digits = money_digits(str_from(m.currency)), written = 0;
	char *at = out + 32;

	assert(digits >= 0);
	do {
		if (written && written == digits)
			*--at = '.';
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (++written <= digits || left);
	if (m.minor < 0)
		*--at = '-';
	return (struct str){at, (size_t)(out + 32 - at)};
}
