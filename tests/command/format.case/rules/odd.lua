

-- Laid out by many hands.
tier   "a"{track="t",rank=1,entry={joined=by( today )}}   -- the first
tier "longer"  { track = "t" , rank = 20 , requires="a",


entry = { joined=before( years( 2 ) ) ,any_of{{size=at_least( - 3 )},{ends=unknown}}},-- both
	custom = {},
}



benefits "a" {
{"seats",quantity=3},  --three
     -- a comment between them
  {"parking",quantity=12,every="month"},
   {"newsletter"},       -- included
{ "名稱",quantity=1 }
}
--[[ a long
   comment ]]
custom "odd" {reads={"a","b"},returns=integer,
run=function( m,... )
local n,text=0,[[
   kept  as it is
]]
for i=1,#m.rows do if m.rows[ i ].a~=nil and not m.rows[i].b then
n=n+m.rows[i].a*-1
elseif i>2 then n = n-1 else
return n..'x'  ..m:call( 1 ){2} end
end
return n
end}
