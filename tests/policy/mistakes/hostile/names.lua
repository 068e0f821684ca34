-- A name of a megabyte, and a value that is not text.
derived(string.rep("a", 60000)) { integer, 1 }
decide "name" { inputs = { string.rep("b", 60000) }, outputs = { { string.rep("c", 60000), integer } }, { 1, 1 } }
decide "bytes" { inputs = { "size" }, outputs = { { "bytes", one_of { "\255\254", "\0" } } }, { any, "\255\254" } }
