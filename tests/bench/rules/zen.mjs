// The sample programme for @gorules/zen-engine: one graph, its logic in ZEN expressions, each seeing those before it.
import { ZenEngine } from "@gorules/zen-engine";
import { bench } from "./facts.mjs";

const holds = "#.earned <= today and (#.ends == null or #.ends >= today)";
const reasons = (...pairs) =>
  `filter([${pairs.map(([when, message]) => `(${when}) ? '${message}' : ''`).join(", ")}], # != '')`;
const purchased = (...pairs) => `$.purchased ? ${pairs.length ? reasons(...pairs) : "[]"} : ['offer.action_pack.not_purchased']`;

const logic = {
  network: "network_since != null and network_since <= today",
  state: "not bought ? 0 : today >= starts[4] ? 5 : today >= starts[3] ? 4 : today >= starts[2] ? 3 : today >= starts[1] ? 2 : 1",
  subscribed: "$.network and $.state > 0 and $.state < 5",
  silver_rows: `$.network ? filter(competencies, ${holds}) : []`,
  gold_rows: "filter($.silver_rows, #.level == 'gold')",
  "tiers.network": "$.network ? network_since : null",
  "tiers.action_pack": "$.subscribed ? origin : null",
  "tiers.silver": "len($.silver_rows) > 0 ? min(map($.silver_rows, #.earned)) : null",
  "tiers.gold": "len($.gold_rows) > 0 ? min(map($.gold_rows, #.earned)) : null",
  "benefits.training": "$.network ? 1 : 0",
  "benefits.support": "$.network ? 1 : 0",
  "benefits.customer_connections": "$.network ? 1 : 0",
  "benefits.windows_10_enterprise": "$.subscribed ? 10 : 0",
  "benefits.visual_studio_professional": "$.subscribed ? 3 : 0",
  "benefits.visual_studio_team_services": "$.subscribed ? 1 : 0",
  "benefits.office_365_e3": "$.subscribed ? 10 : 0",
  "benefits.enterprise_mobility_suite": "$.subscribed ? 5 : 0",
  "benefits.dynamics_crm_online_professional": "$.subscribed ? 5 : 0",
  "benefits.azure_credit": "$.subscribed ? 10000 : 0",
  "benefits.developer_tools": "$.subscribed ? 1 : 0",
  "benefits.internal_use_rights": "$.tiers.silver != null ? 1 : 0",
  "benefits.partner_incentives": "$.tiers.silver != null ? 1 : 0",
  "benefits.support_hours": "$.tiers.gold != null ? 40 : $.tiers.silver != null ? 20 : 0",
  "benefits.advisory_hours": "$.tiers.gold != null ? 50 : $.tiers.silver != null ? 20 : 0",
  purchased: "$.state > 0 and $.state < 5",
  closed: `$.purchased ? [] : ${reasons(["not $.network", "tier.network.required"],
    ["employees != null and employees > 250", "offer.action_pack.too_large"])}`,
  offer: "$.purchased ? 'purchased' : len($.closed) > 0 ? 'closed' : 'available'",
  "refused.buy": "$.purchased ? ['offer.action_pack.not_available'] : $.closed",
  "refused.auto_renew_off": purchased(["not auto_renew", "auto_renew.already_off"]),
  "refused.auto_renew_on": purchased(["auto_renew", "auto_renew.already_on"], ["locked", "auto_renew.locked_until_renewed"]),
  "refused.renew": purchased(["$.state == 1", "renew.too_early"]),
  "refused.cancel": purchased(["true", "cancel.support_only"]),
  "refused.request_cancellation": purchased(),
  "refused.open_support_request": reasons(["not $.network", "tier.network.required"]),
  "refused.follow_request": reasons(["requests == 0", "support.no_request"], ["requests > 0 and ours == 0", "support.not_online"]),
  "due.first": "$.state == 2 and not auto_renew and starts[1] + 31 > today ? starts[1] : null",
  "due.charge_renewal": "$.state == 3 and auto_renew and starts[2] + 31 > today ? starts[2] : null",
  "due.last": "$.state == 4 and starts[3] + 31 > today ? starts[3] : null",
  "due.end_benefits": "$.state == 5 and starts[4] + 31 > today ? starts[4] : null",
};

const graph = {
  nodes: [
    { id: "in", type: "inputNode", name: "in", position: { x: 0, y: 0 } },
    { id: "rules", type: "expressionNode", name: "rules", position: { x: 1, y: 0 },
      content: { expressions: Object.entries(logic).map(([key, value], i) => ({ id: `e${i}`, key, value })) } },
    { id: "out", type: "outputNode", name: "out", position: { x: 2, y: 0 } },
  ],
  edges: [
    { id: "a", type: "edge", sourceId: "in", targetId: "rules" },
    { id: "b", type: "edge", sourceId: "rules", targetId: "out" },
  ],
};

const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(graph)));
const states = [null, "active", "due_soon", "window", "last_call", "lapsed"];

await bench("zen", async (facts) => {
  const { result } = await decision.evaluate(facts);
  const { first, last, ...due } = result.due;
  return { ...result, state: states[result.state], due: { ...due, "reminder.first": first, "reminder.last": last } };
});
