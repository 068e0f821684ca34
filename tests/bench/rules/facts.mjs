// What both engines of npm are given: a member's facts, days as numbers since 1970, and the days that neither can
// count by itself, for they know no months.  And how what they say is told, as result.c does.
import { createReadStream, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const FIRST_REMINDER = 15, LAST_REMINDER = 23, WINDOW = 30;
const DAY = 86400000;

function addMonths(day, n) {
  const date = new Date(day * DAY), d = date.getUTCDate();
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n + 1, 0)).getUTCDate();
  return first / DAY + Math.min(d, last) - 1;
}

function monthsBetween(from, to) {
  const a = new Date(from * DAY), b = new Date(to * DAY);
  const n = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return addMonths(from, n) > to ? n - 1 : n;
}

// The facts of one member as the rules read them.
export function factsOf(m, today) {
  const row = m.offers.find((r) => r.purchased <= today && !(r.cancelled <= today));
  const facts = {
    today, network_since: m.network_since ?? null, employees: m.employees ?? null,
    competencies: m.competencies.map((c) => ({ level: c.level, earned: c.earned, ends: c.ends ?? null })),
    requests: m.support_requests.length,
    ours: m.support_requests.filter((r) => /^SR-.{4}-.{6}$/s.test(r.number)).length,
    bought: !!row, auto_renew: !!row?.auto_renew, locked: !!row?.auto_renew_locked,
    origin: null, term: null, starts: [0, 0, 0, 0, 0], next_credit: null,
  };
  if (!row) return facts;
  const term = Math.max(1, row.terms_paid), start = addMonths(row.purchased, 12 * (term - 1));
  const anniversary = addMonths(row.purchased, 12 * term), months = monthsBetween(row.purchased, today);
  const ends = start > today || anniversary <= today ? addMonths(row.purchased, 12 * (Math.floor(months / 12) + 1)) : anniversary;
  const next = Math.min(addMonths(row.purchased, months + 1), ends);
  facts.origin = row.purchased;
  facts.term = term;
  facts.starts = [start, anniversary - FIRST_REMINDER, anniversary, anniversary + LAST_REMINDER, anniversary + WINDOW];
  facts.next_credit = next < facts.starts[4] ? next : null;
  return facts;
}

const states = ["active", "due_soon", "window", "last_call", "lapsed"];
const tiers = ["network", "action_pack", "silver", "gold"];
const benefits = ["training", "support", "customer_connections", "windows_10_enterprise", "visual_studio_professional",
  "visual_studio_team_services", "office_365_e3", "enterprise_mobility_suite", "dynamics_crm_online_professional",
  "azure_credit", "developer_tools", "internal_use_rights", "partner_incentives", "support_hours", "advisory_hours"];
const actions = ["buy", "auto_renew_off", "auto_renew_on", "renew", "cancel", "request_cancellation",
  "open_support_request", "follow_request"];
const dues = ["reminder.first", "charge_renewal", "reminder.last", "end_benefits"];
const day = (d) => d ?? "-";

// said: tiers and benefits by name, offer, closed, state, refused by action, due by id.
export function tell(id, said, f) {
  const at = states.indexOf(said.state), since = f.starts[at] <= f.today ? f.starts[at] : null;
  const renewal = at < 0 ? "-"
    : `${said.state} ${day(since)} ${day(f.starts[at + 1])} ${f.term} ${f.starts[0]} ${f.starts[2]}`;
  return [id, "tiers", ...tiers.filter((t) => said.tiers[t] != null).map((t) => `${t}@${said.tiers[t]}`),
    "benefits", ...benefits.filter((b) => said.benefits[b]).map((b) => `${b}=${said.benefits[b]}`),
    "next", day(said.benefits.azure_credit ? f.next_credit : null),
    "offer", said.offer, said.closed.join(","), "renewal", renewal,
    "actions", ...actions.map((a) => `${a}:${(said.refused[a] ?? []).join(",")}`),
    "due", ...dues.filter((d) => said.due[d] != null).map((d) => `${d}@${said.due[d]}`)].join(" ");
}

// Reads the members, has each decided, writes what is said, and prints how many a second of this process's time.
export async function bench(name, decide) {
  const [, , folder, today, most] = process.argv, members = [], lines = [];
  for await (const line of createInterface({ input: createReadStream(`${folder}/members.jsonl`) })) {
    if (members.length < Number(most)) members.push(JSON.parse(line));
  }
  for (const m of members.slice(0, 200)) await decide(factsOf(m, Number(today)));
  const said = [], begun = process.cpuUsage();
  for (const m of members) {
    const facts = factsOf(m, Number(today));
    said.push([facts, await decide(facts)]);
  }
  const { user, system } = process.cpuUsage(begun);
  for (const [i, [facts, s]] of said.entries()) lines.push(tell(members[i].id, s, facts));
  writeFileSync(`${folder}/${name}.txt`, lines.join("\n") + "\n");
  console.log(`${name} ${Math.round(members.length / ((user + system) / 1e6))}`);
}
