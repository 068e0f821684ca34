-- Reads the annotations of definition files as the Lua language server's documentation has them (LuaCATS), strictly: a
-- tag or a type that is not of the grammar, a name that no file declares, one that two declare, or parameters that are
-- not the function's are mistakes.  Arguments: the files.
local builtin = {}
for name in ("nil any boolean string number integer function table thread userdata lightuserdata self true false"):gmatch("%S+") do
	builtin[name] = true
end

local declared, wanted, place = {}, {}, ""

local function fail(what)
	error(place .. ": " .. what, 0)
end

-- A type: words and marks, taken from the left.
local text, at

local function take(pattern)
	local from, to, found = text:find("^%s*(" .. pattern .. ")", at)
	if from then
		at = to + 1
		return found
	end
end

local function need(pattern)
	return take(pattern) or fail("'" .. pattern .. "' is wanted at: " .. text:sub(at))
end

local union

local function list(close, each)
	if take(close) then
		return
	end
	repeat
		each()
	until not take(",")
	need(close)
end

local function parameter()
	if not take("%.%.%.") then
		need("[%a_][%w_]*")
		take("%?")
	end
	if take(":") then
		union()
	end
end

local function key()
	if take("%[") then
		if not take("%-?%d+") then
			union()
		end
		need("%]")
	else
		need("[%a_][%w_]*")
	end
	take("%?")
	need(":")
	union()
end

local function single()
	if take("fun%(") then
		list("%)", parameter)
		if take(":") then
			repeat
				union()
			until not take(",")
		end
	elseif take("{") then
		list("}", key)
	elseif take("%(") then
		union()
		need("%)")
	elseif not take('"[^"]*"') and not take("'[^']*'") and not take("%-?%d+%f[^%w_]") then
		local name = need("[%a_][%w_.]*")
		if not builtin[name] then
			wanted[name] = wanted[name] or place
		end
		if take("<") then
			list(">", union)
		end
	end
	while take("%[%]") or take("%?") do
	end
end

function union()
	repeat
		single()
	until not take("|")
end

-- A type, and behind it perhaps words for people.
local function type_of(s)
	text, at = s, 1
	union()
	if at <= #text and not text:find("^%s", at) then
		fail("more follows the type: " .. text:sub(at))
	end
end

local function declare(name)
	if declared[name] then
		fail(name .. " is declared already: " .. declared[name])
	end
	declared[name] = place
end

local tags = {}

function tags.meta() end

function tags.class(s)
	local name, parents = s:gsub("^%(exact%)%s+", ""):match("^([%a_][%w_.]*)%s*:?%s*(.*)$")
	declare(name or fail("a class has a name"))
	if parents ~= "" then
		type_of(parents)
	end
	return "class"
end

function tags.field(s, before)
	local name, rest = s:match("^([%a_][%w_]*%??)%s+(.+)$")
	if before ~= "class" then
		fail("a field stands in a class")
	end
	if name then
		type_of(rest)
	else
		text, at = s, 1
		need("%[")
		union()
		need("%]")
		union()
	end
	return "class"
end

function tags.operator(s, before)
	text, at = s, 1
	if before ~= "class" then
		fail("an operator stands in a class")
	end
	need("[%a]+")
	if take("%(") then
		union()
		need("%)")
	end
	need(":")
	union()
	return "class"
end

function tags.alias(s)
	local name, rest = s:match("^([%a_][%w_.]*)%s*(.*)$")
	declare(name or fail("an alias has a name"))
	if rest ~= "" then
		type_of(rest)
	end
	return rest == "" and "open alias" or nil
end

function tags.type(s)
	type_of(s)
end

tags["return"] = function(s)
	type_of(s)
	return "function"
end

local parameters = {}

function tags.param(s)
	local name, rest = s:match("^([%a_.][%w_.]*)%??%s+(.+)$")
	parameters[#parameters + 1] = name or fail("a parameter has a name and a type")
	type_of(rest)
	return "function"
end

function tags.overload(s)
	type_of(s)
	return "function"
end

local function check_function(line)
	local given = {}
	for name in line:match("%((.-)%)"):gmatch("[%w_.]+") do
		given[#given + 1] = name
	end
	if table.concat(given, ",") ~= table.concat(parameters, ",") then
		fail("the parameters are (" .. table.concat(given, ", ") .. "), annotated: " .. table.concat(parameters, ", "))
	end
end

for _, file in ipairs(arg) do
	local before, number = nil, 0
	for line in io.lines(file) do
		number = number + 1
		place = file .. ":" .. number
		local tag, rest = line:match("^%-%-%-@(%l+)%s*(.*)$")
		if before == "open alias" and not line:find("^%-%-%-|") then
			fail("an alias needs a type, or cases below it")
		end
		if tag then
			before = (tags[tag] or fail("there is no tag @" .. tag))(rest, before)
		elseif line:find("^%-%-%-|") then
			if before ~= "open alias" and before ~= "alias" then
				fail("a case stands below its alias")
			end
			type_of(line:match("^%-%-%-|%s*(.*)$"))
			before = "alias"
		elseif line:find("@", 1, true) and line:find("^%s*%-%-") then
			fail("an annotation is written ---@tag")
		else
			if line:find("^function ") then
				check_function(line)
			end
			before, parameters = line:find("^%-%-%-") and before or nil, line:find("^%-%-%-") and parameters or {}
		end
	end
end
for name, where in pairs(wanted) do
	if not declared[name] then
		error(where .. ": nothing declares the type " .. name, 0)
	end
end
