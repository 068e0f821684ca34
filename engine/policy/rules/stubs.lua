---@meta
-- The words of tierbook's rules, for the Lua language server: completion, hints and checks in an editor.  Written by
-- `tierbook rules --stubs`; facts.lua beside it says what this site's own rules declare.

--- Something that rules compare, read or count with: never looked into, only passed on.
---@class tierbook.Value
---@operator call(any): tierbook.Value
local value = setmetatable({}, { __call = function(self) return self end })

local function declaration() return value end

---@alias tierbook.Day string a day: "2016-03-01"
---@alias tierbook.When tierbook.Conditions|tierbook.Value
---@alias tierbook.Number integer|tierbook.Value

---@type boolean
yes = true
---@type boolean
no = false

-- declarations

---@class tierbook.Programme
---@field time_zone string such as "Europe/Berlin"
---@field currency string such as "EUR"
---@field begins tierbook.Day the first day anything may be decided for

--- The programme as a whole: one in a site.
---@param name string
---@return fun(declared: tierbook.Programme)
function programme(name) return declaration end

--- What is kept of a member (`record "member"`), and rows under it.  Each fact: { "name", type, required = yes, ... }
---@param name string
---@return fun(declared: { name?: string, language?: string, key?: string[], [integer]: table })
function record(name) return declaration end

--- A number that changes: rows of { from = "2016-01-01", value }.
---@param name string
---@return fun(declared: { unit: "count"|"days"|"months"|"years"|"money"|"percent", [integer]: table })
function parameter(name) return declaration end

---@class tierbook.TierDeclaration
---@field track string
---@field rank integer
---@field entry? tierbook.When whoever this holds for
---@field earned? tierbook.When the same, where it has to be earned
---@field bought? tierbook.Offer held as long as this offer's benefits are kept
---@field requires? tierbook.Tier
---@field since? tierbook.Value a date

--- A standing that a member holds: the highest of a track counts.
---@param name string
---@return fun(declared: tierbook.TierDeclaration)
function tier(name) return declaration end

--- What a tier gives: { "name", quantity = 3, every = "month" }, ...
---@param tier tierbook.Tier
---@return fun(declared: { includes?: tierbook.Tier, [integer]: { [1]: string, quantity?: tierbook.Number, amount?: tierbook.Value, every?: "month"|"quarter"|"year", up_to?: boolean, adds?: boolean } })
function benefits(tier) return declaration end

---@class tierbook.OfferDeclaration
---@field record tierbook.Record the rows that say who has bought it
---@field price tierbook.Value
---@field requires? tierbook.Tier
---@field ended_when? tierbook.When
---@field [integer] tierbook.Value closed_when { ... }

--- Something to buy.
---@param name string
---@return fun(declared: tierbook.OfferDeclaration)
function offer(name) return declaration end

---@class tierbook.StateDeclaration
---@field [1] string its name
---@field starts tierbook.Value
---@field send? tierbook.Message
---@field keeps? "benefits"
---@field loses? "benefits"
---@field offer? "available"
---@field say? tierbook.Message
---@field with? table<string, any>
---@field help? string
---@field [integer] string|tierbook.Value

--- The life of a bought offer: each state lasts until the next begins.
---@param offer tierbook.Offer
---@return fun(declared: { term: tierbook.Value, origin: string, paid: string, [integer]: tierbook.StateDeclaration })
function renewal(offer) return declaration end

---@class tierbook.ActionDeclaration
---@field offer? tierbook.Offer
---@field from? "available"|"purchased"
---@field does? tierbook.OfferFacts what changes in the offer's row
---@field renews? boolean pays for one more term
---@field charges? tierbook.Value
---@field steps? string[]
---@field help? string
---@field [integer] tierbook.Value refuse_when { ... }

--- What a member may do, and when not.
---@param name string
---@return fun(declared: tierbook.ActionDeclaration)
function action(name) return declaration end

--- A fact that follows from others: { integer, years_since(fact "joined") }
---@param name string
---@return fun(declared: { [1]: tierbook.Value, [2]: any, offer?: tierbook.Offer, shown?: boolean })
function derived(name) return declaration end

--- A decision table: rows of cells, one an input, and what follows.
---@param name string
---@return fun(declared: { inputs: (tierbook.Fact|table)[], outputs: table[], hit?: "unique"|"first"|"collect", offer?: tierbook.Offer, [integer]: table })
function decide(name) return declaration end

--- A Lua function, where nothing else will do; or its answer, in a condition.
---@param name string
---@return tierbook.Value
function custom(name) return value end

---@class tierbook.Step : tierbook.Expect
---@field [1] tierbook.Day
---@field does? tierbook.Action
---@field given? tierbook.Given

---@class tierbook.Example
---@field given tierbook.Given
---@field on? tierbook.Day
---@field expect? tierbook.Expect
---@field walk? { from?: tierbook.Day, to?: tierbook.Day, [integer]: tierbook.Step }

--- A member, a day, and what must be so.
---@param name string
---@return fun(declared: tierbook.Example)
function example(name) return declaration end

--- Many examples of one shape, a row each under columns such as "given.employees" and "expect.renewal".
---@param name string
---@return fun(declared: { given?: tierbook.Given, on?: tierbook.Day, expect?: tierbook.Expect, columns: string[], [integer]: any[] })
function examples(name) return declaration end

--- A kind of made-up member.
---@param name string
---@return fun(declared: table<string, any>)
function sample(name) return declaration end

-- types of facts, and money

---@type tierbook.Value
text = value
---@type tierbook.Value
integer = value
---@type tierbook.Value
yes_no = value
---@type tierbook.Value
date = value

---@param values string[]
---@return tierbook.Value
function one_of(values) return value end

--- As a type, or an amount: money("USD", "100.00")
---@type tierbook.Value|fun(currency: string, amount?: string): tierbook.Value
money = value

---@param amount string such as "100.00"
---@return tierbook.Value
function usd(amount) return value end
---@param amount string
---@return tierbook.Value
function eur(amount) return value end
---@param amount string
---@return tierbook.Value
function gbp(amount) return value end
---@param amount string
---@return tierbook.Value
function jpy(amount) return value end
---@param amount string
---@return tierbook.Value
function twd(amount) return value end

-- what a rule reads

--- The value of a parameter, as of today, or as_of = "term_start".
---@param name tierbook.Parameter|{ [1]: tierbook.Parameter, as_of: "today"|"term_start" }
---@return tierbook.Value
function param(name) return value end
---@param name tierbook.Fact
---@return tierbook.Value
function fact(name) return value end
--- The day for which is decided.
---@type tierbook.Value
today = value
---@param record tierbook.Record
---@param where? tierbook.Conditions
---@return tierbook.Value
function count(record, where) return value end
---@param record tierbook.Record
---@param fact tierbook.Fact
---@param where? tierbook.Conditions
---@return tierbook.Value
function sum(record, fact, where) return value end
---@param record tierbook.Record
---@param fact tierbook.Fact
---@param where? tierbook.Conditions
---@return tierbook.Value
function earliest(record, fact, where) return value end
---@param record tierbook.Record
---@param fact tierbook.Fact
---@param where? tierbook.Conditions
---@return tierbook.Value
function latest(record, fact, where) return value end
--- The member's tier on a track.
---@param track tierbook.Track
---@return tierbook.Value
function tier_on(track) return value end

-- what is worked out

---@param ... tierbook.Number
---@return tierbook.Value
function plus(...) return value end
---@param from tierbook.Number
---@param take tierbook.Number
---@return tierbook.Value
function minus(from, take) return value end
---@param ... tierbook.Number
---@return tierbook.Value
function times(...) return value end
---@param number tierbook.Number
---@param by tierbook.Number
---@return tierbook.Value
function divided(number, by) return value end
---@param ... tierbook.Number
---@return tierbook.Value
function least(...) return value end
---@param ... tierbook.Number
---@return tierbook.Value
function greatest(...) return value end
--- The first of these that is known.
---@param ... any
---@return tierbook.Value
function otherwise(...) return value end
---@param day tierbook.Value
---@return tierbook.Value
function days_since(day) return value end
---@param day tierbook.Value
---@return tierbook.Value
function months_since(day) return value end
---@param day tierbook.Value
---@return tierbook.Value
function years_since(day) return value end
---@param day tierbook.Value
---@param by tierbook.Value such as years(2)
---@return tierbook.Value
function later(day, by) return value end
---@param day tierbook.Value
---@param by tierbook.Value such as months(3)
---@return tierbook.Value
function earlier(day, by) return value end
---@param day tierbook.Value
---@return tierbook.Value
function start_of_month(day) return value end
---@param day tierbook.Value
---@return tierbook.Value
function start_of_year(day) return value end
---@param day tierbook.Value
---@return tierbook.Value
function end_of_month(day) return value end
---@param day tierbook.Value
---@return tierbook.Value
function end_of_year(day) return value end

-- stretches of time, and days of a term

---@param n tierbook.Number
---@return tierbook.Value
function days(n) return value end
---@param n tierbook.Number
---@return tierbook.Value
function months(n) return value end
---@param n tierbook.Number
---@return tierbook.Value
function years(n) return value end
---@param day "anniversary"|"term_start"|"origin"
---@return tierbook.Value
function on(day) return value end
---@param by tierbook.Value
---@return tierbook.Value
function after_term_start(by) return value end
---@param by tierbook.Value
---@return tierbook.Value
function before_anniversary(by) return value end
---@param by tierbook.Value
---@return tierbook.Value
function after_anniversary(by) return value end

-- what a fact may be compared with

---@type tierbook.Value
known = value
---@type tierbook.Value
unknown = value
---@param other any
---@return tierbook.Value
function is_not(other) return value end
---@param others any[]
---@return tierbook.Value
function is_any_of(others) return value end
--- At least so much; of a record, so many rows for which the conditions hold.
---@param n tierbook.Number
---@param where? tierbook.Conditions
---@return tierbook.Value
function at_least(n, where) return value end
---@param n tierbook.Number
---@param where? tierbook.Conditions
---@return tierbook.Value
function more_than(n, where) return value end
---@param n tierbook.Number
---@param where? tierbook.Conditions
---@return tierbook.Value
function at_most(n, where) return value end
---@param n tierbook.Number
---@param where? tierbook.Conditions
---@return tierbook.Value
function less_than(n, where) return value end
---@param n tierbook.Number
---@param where? tierbook.Conditions
---@return tierbook.Value
function exactly(n, where) return value end
---@param from any
---@param to any
---@return tierbook.Value
function between(from, to) return value end
--- Earlier than the day.
---@param day tierbook.Day|tierbook.Value
---@return tierbook.Value
function before(day) return value end
--- On the day or earlier.
---@param day tierbook.Day|tierbook.Value
---@return tierbook.Value
function by(day) return value end
--- On the day or later.
---@param day tierbook.Day|tierbook.Value
---@return tierbook.Value
function since(day) return value end
--- Later than the day.
---@param day tierbook.Day|tierbook.Value
---@return tierbook.Value
function after(day) return value end
---@param stretch tierbook.Value such as months(12)
---@return tierbook.Value
function within_last(stretch) return value end
---@param stretch tierbook.Value such as years(5)
---@return tierbook.Value
function for_at_least(stretch) return value end
---@type tierbook.Value
this_month = value
---@type tierbook.Value
last_month = value
---@type tierbook.Value
this_year = value
---@type tierbook.Value
last_year = value
---@param n integer
---@return tierbook.Value
function year_before(n) return value end

-- conditions that stand alone

---@type tierbook.Value
always = value
---@param list tierbook.When[]
---@return tierbook.Value
function any_of(list) return value end
---@param list tierbook.When[]
---@return tierbook.Value
function all_of(list) return value end
---@param list tierbook.When[]|tierbook.Conditions
---@return tierbook.Value
function none_of(list) return value end
---@param tier tierbook.Tier
---@return tierbook.Value
function holds(tier) return value end
---@param offer tierbook.Offer
---@param state "available"|"purchased"|"closed"
---@return tierbook.Value
function offer_is(offer, state) return value end
---@param states tierbook.State[]
---@return tierbook.Value
function in_state(states) return value end

-- parts of a declaration

---@class tierbook.Refusal : tierbook.Conditions
---@field say? tierbook.Message
---@field with? table<string, any>
---@field help? string

---@param reason tierbook.Refusal
---@return tierbook.Value
function refuse_when(reason) return value end
---@param reason tierbook.Refusal
---@return tierbook.Value
function closed_when(reason) return value end
---@param message { [1]: tierbook.Message, when?: tierbook.When, at?: tierbook.Value, with?: table<string, any>, help?: string }
---@return tierbook.Value
function send(message) return value end
---@param task { [1]: string, when?: tierbook.When, at?: tierbook.Value, say?: tierbook.Message, with?: table<string, any>, renews?: boolean, charges?: tierbook.Value, help?: string }
---@return tierbook.Value
function due(task) return value end

-- cells, examples, samples

--- A cell of a decision table that takes anything.
---@type tierbook.Value
any = value
---@type tierbook.Value
none = value
---@param values any[]
---@return tierbook.Value
function choice(values) return value end
---@type tierbook.Value
any_name = value
