#include "record/intake/sample_name.h"

#include "base/buf.h"

/* Words stand in one literal, separated by spaces; '_' is a space within one. */
struct script {
	const char *language;
	const char *surnames, *given;
	const char *firsts, *seconds; /* parts of a made-up word */
	const char *trades, *forms;   /* what a company does, and in which legal form */

	/* S surname, G given name, F and N parts, T trade, L form; other characters stand for themselves. */
	const char *person;
	const char *companies[4];
};

static const struct script scripts[] = {
	{
		.language = "zh",
		.surnames =
			"陳 林 黃 張 李 王 吳 劉 蔡 楊 許 鄭 謝 洪 郭 邱 曾 廖 賴 徐 周 葉 蘇 莊 江 呂 何 羅 高 蕭",
		.given =
			"怡君 志明 雅婷 冠宇 淑芬 建宏 欣怡 俊傑 佩珊 柏翰 雅惠 宗翰 詩涵 彥廷 宜蓁 承恩 品妍 家豪 美玲 "
			"文彬 靜宜 子軒 思穎 哲瑋",
		.person = "SG",
		.firsts = "遠 晨 和 明 青 瑞 松 海 雲 嘉 恆 立 新 百 長 光 凌 翠 安 景 知 博 靖 望",
		.seconds = "山 曦 風 湖 禾 泉 柏 潮 嶺 木 川 言 曙 河 耀 野 波 微 雁 行 遠 岳 文 舟",
		.trades = "資訊 科技 軟體 系統整合 數位 網路 雲端 企業顧問 資料 智慧應用",
		.forms = "有限公司 股份有限公司 有限公司 股份有限公司 顧問社",
		.companies = {"FNTL", "FNTL", "FNTL", "FNTL"},
	},
	{
		.language = "ja",
		.surnames =
			"佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 松本 井上 木村 林 斎藤 清水 山崎 "
			"森 池田 橋本 阿部 石川 前田 藤田 後藤 岡田 長谷川",
		.given =
			"陽菜 翔太 美咲 大輔 さくら 健太 結衣 拓也 葵 直樹 千尋 蓮 遥 悠真 凛 和也 七海 誠 真由美 亮",
		.person = "S_G",
		.firsts = "青 白 若 北 南 東 西 朝 春 秋 星 月 風 雪 松 竹 梅 銀 大 新",
		.seconds = "葉 樺 空 河 斗 彦 峰 雲 原 浜 里 泉 波 陽 島 崎 丘 谷 海 鳥",
		.trades =
			"情報システム ソフトウェア 技研 データ ネットワーク ソリューションズ テクノロジー コンサルティング "
			"クラウド 電算",
		.forms = "株式会社 合同会社 株式会社",
		.companies = {"LFNT", "FNTL", "LST", "STL"},
	},
	{
		.language = "de",
		.surnames =
			"Bergmann Grünwald Weißenfels Köhler Schäfer Löwe Brückner Hoffmann Kranich Lindenau Mühlbauer "
			"Nordmann Oppermann Pfeiffer Rößler Steinbach Tannert Vogelsang Wiesner Zöllner Ahrens Brandt "
			"Dörr Ebert Fröhlich Götz Hübner Jäger Kästner Lührs",
		.given =
			"Anke Björn Claudia Dieter Elke Friedrich Grit Hannes Ilse Jürgen Käthe Lukas Maren Norbert "
			"Ottilie Paul Renate Sören Theresa Uwe",
		.person = "G_S",
		.firsts =
			"Nord Elb Rhein Berg Wald See Stern Linden Hansa Alb Main Ost Grün Stein Silber Donau",
		.seconds = "blick tal werk kontor licht brücke hafen feld ufer quelle stern bogen",
		.trades =
			"Datentechnik Systemhaus Software Unternehmensberatung Netzwerke IT-Dienste Lösungen Informatik "
			"Digital Rechenzentrum",
		.forms = "GmbH AG KG GmbH_&_Co._KG GmbH",
		.companies = {"S_&_S_L", "S_T_L", "FN_T_L", "FN_L"},
	},
	{
		.language = "",
		.surnames =
			"Alder Finch Marlowe Hartley Quill Bramble Okafor Lindqvist Moreau Castellano Novak Pereira "
			"Whitcombe Ashdown Delgado Fairweather Grantham Hollis Iversen Jarvis O'Keeffe Lockwood Mensah "
			"Oduya Pemberton Quintero Rasmussen Sandoval Thackeray Underhill Vasquez Wetherby Yarrow "
			"Zielińska Beaumont Calloway Dunmore Ellery Çelik Nguyễn",
		.given =
			"Amara Benedict Chloë Dmitri Elena Farid Grace Hugo Ingrid João Keira Leon Maya Nils Olivia "
			"Priya Quentin Rosa Samir Tove Uma Viktor Wanda Xavier Yasmin Zoë",
		.person = "G_S",
		.firsts =
			"Copper Silver Harbour Lantern Meadow Juniper Granite Willow North Beacon Orchard Summit Maple "
			"Cobalt Thistle Ferry Slate Heron Cedar Sparrow",
		.seconds =
			"gate field bridge stone path brook light house ridge point works lane crest haven",
		.trades =
			"Consulting Systems Software Data Networks Cloud_Services Analytics Solutions Technologies "
			"IT_Services Integration Digital",
		.forms = "Ltd Inc. LLC Partners Group",
		.companies = {"S_&_S_T", "FN_T_L", "S_T_L", "S,_S_&_S"},
	},
};

static const struct script *script_of(struct str language)
{
	size_t i = 0;

	while (!str_starts(language, str_from(scripts[i].language)))
		i++;
	return &scripts[i];
}

/* Takes one of n possibilities out of the bits. */
static size_t draw(uint64_t *random, size_t n)
{
	size_t drawn = *random % n;

	*random /= n;
	return drawn;
}

static void add_word(struct buf *out, const char *words, uint64_t *random)
{
	struct str rest = str_from(words), word = {0};
	size_t n = 1;

	for (const char *c = words; *c; c++)
		n += *c == ' ';
	for (n = draw(random, n) + 1; n; n--)
		str_cut(&rest, ' ', &word);
	for (size_t i = 0; i < word.len; i++)
		buf_add_char(out, word.at[i] == '_' ? ' ' : word.at[i]);
}

static const char *words_for(const struct script *s, char letter)
{
	switch (letter) {
	case 'S':
		return s->surnames;
	case 'G':
		return s->given;
	case 'F':
		return s->firsts;
	case 'N':
		return s->seconds;
	case 'T':
		return s->trades;
	case 'L':
		return s->forms;
	}
	return NULL;
}

static struct str fill(struct arena *a, const struct script *s, const char *pattern, uint64_t random)
{
	struct buf out = {0};

	for (const char *c = pattern; *c; c++) {
		const char *words = words_for(s, *c);

		if (words)
			add_word(&out, words, &random);
		else
			buf_add_char(&out, *c == '_' ? ' ' : *c);
	}
	return buf_keep(&out, a);
}

struct str sample_name_company(struct arena *a, struct str language, uint64_t random)
{
	const struct script *s = script_of(language);
	const char *pattern = s->companies[draw(&random, sizeof(s->companies) / sizeof(*s->companies))];

	return fill(a, s, pattern, random);
}

struct str sample_name_person(struct arena *a, struct str language, uint64_t random)
{
	const struct script *s = script_of(language);

	return fill(a, s, s->person, random);
}
