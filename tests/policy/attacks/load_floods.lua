-- @tries fills the memory when the file is loaded
-- @good refuse
hog = {}
for i = 1, 1000000000 do hog[i % 5000] = ("x"):rep(60000) .. i end
function rule(m) return "ok" end
