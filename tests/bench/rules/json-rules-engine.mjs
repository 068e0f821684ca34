// The sample programme for json-rules-engine: rules with conditions, whose events are what is said.
import { Engine } from "json-rules-engine";
import { bench } from "./facts.mjs";

const engine = new Engine([], { allowUndefinedFacts: true });
const is = (fact, operator, value) => ({ fact, operator, value });
const yes = (fact) => is(fact, "equal", true), no = (fact) => is(fact, "equal", false);
const rule = (kind, params, ...all) => engine.addRule({ conditions: { all }, event: { type: kind, params } });

// What follows from facts and is asked for often.
engine.addFact("network", async (_, a) => (await a.factValue("network_since")) != null && (await a.factValue("network_since")) <= (await a.factValue("today")));
engine.addFact("state", async (_, a) => {
  const starts = await a.factValue("starts"), today = await a.factValue("today");
  return (await a.factValue("bought")) ? 1 + [1, 2, 3, 4].filter((i) => starts[i] <= today).length : 0;
});
engine.addFact("purchased", async (_, a) => [1, 2, 3, 4].includes(await a.factValue("state")));
engine.addFact("earned", async ({ gold }, a) => {
  const today = await a.factValue("today"), rows = await a.factValue("competencies");
  const days = rows.filter((c) => c.earned <= today && !(c.ends != null && c.ends < today) && (!gold || c.level === "gold")).map((c) => c.earned);
  return days.length ? Math.min(...days) : null;
});
const earned = (gold) => ({ fact: "earned", params: { gold }, operator: "notEqual", value: null });

rule("tier", { tier: "network", since: "network_since" }, yes("network"));
rule("tier", { tier: "action_pack", since: "origin" }, yes("network"), yes("purchased"));
rule("tier", { tier: "silver", gold: false }, yes("network"), earned(false));
rule("tier", { tier: "gold", gold: true }, yes("network"), earned(true));
const gives = (benefits, ...all) => rule("benefits", benefits, ...all);
gives({ training: 1, support: 1, customer_connections: 1 }, yes("network"));
gives({ windows_10_enterprise: 10, visual_studio_professional: 3, visual_studio_team_services: 1, office_365_e3: 10,
  enterprise_mobility_suite: 5, dynamics_crm_online_professional: 5, azure_credit: 10000, developer_tools: 1 },
  yes("network"), yes("purchased"));
gives({ internal_use_rights: 1, partner_incentives: 1, support_hours: 20, advisory_hours: 20 }, yes("network"), earned(false));
gives({ support_hours: 40, advisory_hours: 50 }, yes("network"), earned(true));

const closes = (message, ...all) => rule("closed", { message }, no("purchased"), ...all);
closes("tier.network.required", no("network"));
closes("offer.action_pack.too_large", is("employees", "greaterThan", 250));

const refuses = (actions, message, ...all) => rule("refused", { actions, message }, ...all);
refuses(["buy"], "offer.action_pack.not_available", yes("purchased"));
refuses(["auto_renew_off", "auto_renew_on", "renew", "cancel", "request_cancellation"], "offer.action_pack.not_purchased", no("purchased"));
refuses(["auto_renew_off"], "auto_renew.already_off", yes("purchased"), no("auto_renew"));
refuses(["auto_renew_on"], "auto_renew.already_on", yes("purchased"), yes("auto_renew"));
refuses(["auto_renew_on"], "auto_renew.locked_until_renewed", yes("purchased"), yes("locked"));
refuses(["renew"], "renew.too_early", is("state", "equal", 1));
refuses(["cancel"], "cancel.support_only", yes("purchased"));
refuses(["open_support_request"], "tier.network.required", no("network"));
refuses(["follow_request"], "support.no_request", is("requests", "equal", 0));
refuses(["follow_request"], "support.not_online", is("requests", "greaterThan", 0), is("ours", "equal", 0));

engine.addFact("fresh", async (_, a) => {
  const state = await a.factValue("state");
  return state > 1 && (await a.factValue("starts"))[state - 1] + 31 > (await a.factValue("today"));
});
const falls = (id, state, ...all) => rule("due", { id, state }, is("state", "equal", state), yes("fresh"), ...all);
falls("reminder.first", 2, no("auto_renew"));
falls("charge_renewal", 3, yes("auto_renew"));
falls("reminder.last", 4);
falls("end_benefits", 5);

const states = [null, "active", "due_soon", "window", "last_call", "lapsed"];
const order = ["tier.network.required", "offer.action_pack.too_large", "auto_renew.already_on", "auto_renew.locked_until_renewed"];

await bench("json-rules-engine", async (facts) => {
  const { events, almanac } = await engine.run(facts);
  const said = { tiers: {}, benefits: {}, closed: [], refused: {}, due: {} };
  for (const { type, params: p } of events) {
    if (type === "tier") said.tiers[p.tier] = p.since ? facts[p.since] : await almanac.factValue("earned", { gold: p.gold });
    else if (type === "benefits") for (const b in p) said.benefits[b] = Math.max(said.benefits[b] ?? 0, p[b]);
    else if (type === "closed") said.closed.push(p.message);
    else if (type === "due") said.due[p.id] = facts.starts[p.state - 1];
    else for (const a of p.actions) (said.refused[a] ??= []).push(p.message);
  }
  // events come in no order
  const sorted = (list) => list.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  sorted(said.closed);
  Object.values(said.refused).forEach(sorted);
  const purchased = await almanac.factValue("purchased");
  if (!purchased && said.closed.length) said.refused.buy = said.closed;
  said.offer = purchased ? "purchased" : said.closed.length ? "closed" : "available";
  said.state = states[await almanac.factValue("state")];
  return said;
});
