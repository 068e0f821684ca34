// The night as a program of the usual libraries: records by better-sqlite3, rules as functions, pages by Mustache (and,
// as `markdown`, through markdown-it for each member), into a pack.  It does less than tierbook: one language without its
// source beside it, no reasons by clause, no ledger, nothing skipped.
//
//   node night.mjs template|markdown RECORDS NEW.sqlar AS_OF
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';
import Mustache from 'mustache';

const [mode, records, out, asOf] = process.argv.slice(2);
const day = 86400000;
const today = Date.parse(asOf);
const markdown = new MarkdownIt();
const source = readFileSync(new URL('../../../content/statement.md', import.meta.url), 'utf8').replace(/^---\n[^]*?\n---\n/, '');
const dates = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });
const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

const head = `<!DOCTYPE html>
<html lang="en-US" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Membership statement | Partner membership</title>
<meta name="robots" content="noindex, nofollow">
<link rel="stylesheet" href="../assets/base.css">
<link rel="stylesheet" href="../assets/statement.css">
</head>
<body class="letter">
<header class="letterhead"><p class="addressee"><span class="name">{{member.name}}</span><span class="number">Member {{member.id}}</span></p></header>
<main class="text">
`;
const foot = `</main>
<footer class="foot"><p>Decided by the rules of the program from this member's records.</p></footer>
</body>
</html>
`;
// What markdown-it makes of the page, once, as a template.
const page = `${head}<h1>Membership statement</h1>
<p>This statement is for <strong>{{member.name}}</strong>, member number {{member.id}}.
It shows what the rules of the program give you, what you may do today, and what comes next.</p>
{{#has_due}}<blockquote><ul>{{#due}}<li><strong>{{day}}</strong> {{text}}</li>
{{/due}}</ul></blockquote>{{/has_due}}
<h2>Your levels</h2>
<table><thead><tr><th>Part of the program</th><th>Your level</th></tr></thead><tbody>
{{#tracks}}<tr><td>{{name}}</td><td>{{#tier}}{{tier}}{{/tier}}{{^tier}}None{{/tier}}</td></tr>
{{/tracks}}</tbody></table>
{{^has_held}}<p>Your company is not a member of Network yet. <a href="membership-options.html">Joining Network</a> comes first.</p>{{/has_held}}
<h2>Your benefits</h2>
{{#has_benefits}}<table><thead><tr><th>Benefit</th><th>How much</th><th>Next grant</th></tr></thead><tbody>
{{#benefits}}<tr><td>{{name}}</td><td>{{what}}</td><td>{{next}}</td></tr>
{{/benefits}}</tbody></table>{{/has_benefits}}
{{^has_benefits}}<p>You hold no benefits today.</p>{{/has_benefits}}
<h2>Your offers</h2>
{{#offers_purchased}}<table><thead><tr><th>Purchased</th><th>{{name}}</th></tr></thead><tbody>
<tr><td>State</td><td>{{state}}</td></tr>
<tr><td>In this state since</td><td>{{since}}</td></tr>
<tr><td>Term began on</td><td>{{term_start}}</td></tr>
<tr><td>Anniversary</td><td>{{anniversary}}</td></tr>
<tr><td>Automatic renewal</td><td>{{#auto_renew}}On{{/auto_renew}}{{^auto_renew}}Off{{/auto_renew}}</td></tr>
</tbody></table>{{/offers_purchased}}
{{#has_available}}<table><thead><tr><th>Available</th><th>Price</th></tr></thead><tbody>
{{#offers_available}}<tr><td>{{name}}</td><td>{{price}}</td></tr>
{{/offers_available}}</tbody></table>{{/has_available}}
{{#has_closed}}<p>Not open to you today:</p><ul>
{{#offers_closed}}<li><strong>{{name}}</strong><ul>
{{#reasons}}<li>{{text}} <a href="{{help}}">Explanation</a></li>
{{/reasons}}</ul></li>
{{/offers_closed}}</ul>{{/has_closed}}
<h2>What you may do today</h2>
<ul>
{{#actions_allowed}}<li><a href="{{help}}">{{name}}</a></li>
{{/actions_allowed}}</ul>
{{#has_refused}}<p>Not possible today:</p><ul>
{{#actions_refused}}<li><strong>{{name}}</strong><ul>
{{#reasons}}<li>{{text}} <a href="{{help}}">Explanation</a></li>
{{/reasons}}</ul></li>
{{/actions_refused}}</ul>{{/has_refused}}
<h2>What comes next</h2>
{{#has_dates}}<table><thead><tr><th>Day</th><th>What happens</th></tr></thead><tbody>
{{#dates}}<tr><td>{{day}}</td><td>{{what}}</td></tr>
{{/dates}}</tbody></table>{{/has_dates}}
<p><a href="statements.html">Read your statement</a> explains each part.</p>
${foot}`;

const shown = new Map();
function write(time) {
	let text = shown.get(time);
	if (text === undefined) shown.set(time, (text = dates.format(time)));
	return text;
}

function addYears(time, n) {
	const d = new Date(time);
	return Date.UTC(d.getUTCFullYear() + n, d.getUTCMonth(), d.getUTCDate());
}

const help = 'https://example.org/programme/en-US/';
const actions = [
	['Buy Action Pack', 'buy-action-pack.html#steps'],
	['Turn automatic renewal off', 'automatic-renewal.html#turn-it-off'],
	['Turn automatic renewal on', 'automatic-renewal.html#turn-it-on-again'],
	['Renew Action Pack by hand', 'renew-by-hand.html#steps'],
	['Cancel Action Pack yourself', 'cancel.html'],
	['Ask support to cancel Action Pack', 'cancel.html#ask-for-cancellation'],
	['Send a support request', 'support.html'],
	['Follow a support request', 'support.html#follow-a-request'],
];
const packBenefits = [
	['Windows 10 Enterprise', 10], ['Visual Studio Professional', 3], ['Visual Studio Team Services', 1], ['Office 365 E3', 10],
	['Enterprise Mobility Suite', 5], ['Dynamics CRM Online', 5], ['Azure credit', 100], ['Developer tools', 1],
];

function renewal(row) {
	const origin = Date.parse(row.purchased), start = addYears(origin, row.terms_paid - 1), anniversary = addYears(origin, row.terms_paid);
	const state = today < anniversary - 15 * day ? 'In force' : today < anniversary ? 'About to end'
		: today < anniversary + 30 * day ? 'In grace' : 'Ended';
	return { origin, start, anniversary, state };
}

function decide(m, offers, competencies, requests) {
	const network = m.network_since && Date.parse(m.network_since) <= today;
	const row = offers.find((o) => o.offer === 'action_pack' && !o.cancelled);
	const r = row && renewal(row), held = r && r.state !== 'Ended';
	const gold = competencies.some((c) => c.level === 'gold'), silver = competencies.length > 0;
	const closed = [];
	if (!network) closed.push({ text: 'Your company is not a member of Network.', help: help + 'membership-options.html' });
	if (m.employees > 250) closed.push({ text: `Your company has ${m.employees} employees; Action Pack is for companies with 250 at most.`, help: help + 'buy-action-pack.html' });
	const may = [!held && !closed.length, held && row.auto_renew, held && !row.auto_renew && !row.auto_renew_locked, held && !row.auto_renew, false,
		held, network, requests.length > 0];
	const v = { member: m, tracks: [{ name: 'Membership', tier: held ? 'Action Pack' : network ? 'Network' : '' },
		{ name: 'Competencies', tier: gold ? 'Gold' : silver ? 'Silver' : '' }], has_held: network,
		benefits: held ? packBenefits.map(([name, n]) => ({ name, what: `up to ${n}`, next: write(r.anniversary) })) : [],
		offers_purchased: held ? [{ name: 'Action Pack', state: r.state, since: write(r.start), term_start: write(r.start),
			anniversary: write(r.anniversary), auto_renew: row.auto_renew === 1 }] : [],
		offers_available: !held && !closed.length ? [{ name: 'Action Pack', price: money.format(475) }] : [],
		offers_closed: !held && closed.length ? [{ name: 'Action Pack', reasons: closed }] : [],
		actions_allowed: [], actions_refused: [], due: [], dates: [] };
	actions.forEach(([name, page], i) => {
		if (may[i]) v.actions_allowed.push({ name, help: help + page });
		else v.actions_refused.push({ name, reasons: [{ text: held ? 'Your subscription does not allow it today.' : 'You have not bought Action Pack, or your subscription has ended.', help: help + page }] });
	});
	if (held) {
		if (r.state === 'About to end') v.due.push({ day: write(r.anniversary - 15 * day), text: 'Your subscription is about to end.' });
		for (const [at, what] of [[-15, 'A first reminder'], [0, 'Anniversary'], [23, 'A last reminder'], [30, 'Benefits end']])
			if (r.anniversary + at * day > today) v.dates.push({ day: write(r.anniversary + at * day), what });
		v.next_change = v.dates[0]?.day;
	}
	for (const name of ['benefits', 'due', 'dates']) v[`has_${name}`] = v[name].length > 0;
	v.has_available = v.offers_available.length > 0;
	v.has_closed = v.offers_closed.length > 0;
	v.has_refused = v.actions_refused.length > 0;
	return v;
}

// Rows of one table in the order of members, those of one member at a time.
function reader(db, table) {
	const rows = db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).iterate();
	let next = rows.next();
	return (id) => {
		const found = [];
		for (; !next.done && next.value.member <= id; next = rows.next()) if (next.value.member === id) found.push(next.value);
		return found;
	};
}

Mustache.parse(page);
const db = new Database(records, { readonly: true });
const members = db.prepare('SELECT * FROM member ORDER BY id');
const [offers, competencies, requests] = ['offers', 'competencies', 'support_requests'].map((t) => reader(new Database(records, { readonly: true }), t));
const pack = new Database(out);
pack.exec('PRAGMA synchronous = FULL; CREATE TABLE sqlar (name TEXT PRIMARY KEY, mode INT, mtime INT, sz INT, data BLOB); BEGIN');
const put = pack.prepare('INSERT INTO sqlar VALUES (?, 33152, 0, ?, ?)');
let bytes = 0;
for (const m of members.iterate()) {
	const v = decide(m, offers(m.id), competencies(m.id), requests(m.id));
	const html = mode === 'template' ? Mustache.render(page, v)
		: Mustache.render(head, v) + markdown.render(Mustache.render(source, v)) + foot;
	const data = Buffer.from(html);
	put.run(`${createHash('md5').update(m.id).digest('hex').slice(0, 2)}/${m.id}.html`, data.length, data);
	bytes += data.length;
}
pack.exec('COMMIT');
console.error(`${bytes} bytes`);
