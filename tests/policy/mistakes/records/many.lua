record "many" { key = { "f0" },
  { "f0", integer, required = yes, shown = yes },
  { "f1", integer, required = yes, shown = yes },
  { "f2", integer, required = yes, shown = yes },
  { "f3", integer, required = yes, shown = yes },
  { "f4", integer, required = yes, shown = yes },
  { "f5", integer, required = yes, shown = yes },
  { "f6", integer, required = yes, shown = yes },
  { "f7", integer, required = yes, shown = yes },
  { "f8", integer, required = yes, shown = yes },
  { "f9", integer, required = yes, shown = yes },
  { "f10", integer, required = yes, shown = yes },
  { "f11", integer, required = yes, shown = yes },
  { "f12", integer, required = yes, shown = yes },
  { "f13", integer, required = yes, shown = yes },
  { "f14", integer, required = yes, shown = yes },
  { "f15", integer, required = yes, shown = yes },
  { "f16", integer, required = yes, shown = yes },
  { "f17", integer, required = yes, shown = yes },
  { "f18", integer, required = yes, shown = yes },
  { "f19", integer, required = yes, shown = yes },
  { "f20", integer, required = yes, shown = yes },
  { "f21", integer, required = yes, shown = yes },
  { "f22", integer, required = yes, shown = yes },
  { "f23", integer, required = yes, shown = yes },
  { "f24", integer, required = yes, shown = yes },
  { "f25", integer, required = yes, shown = yes },
  { "f26", integer, required = yes, shown = yes },
  { "f27", integer, required = yes, shown = yes },
  { "f28", integer, required = yes, shown = yes },
  { "f29", integer, required = yes, shown = yes },
  { "f30", integer, required = yes, shown = yes },
  { "f31", integer, required = yes, shown = yes },
  { "f32", integer, required = yes, shown = yes },
  { "f33", integer, required = yes, shown = yes },
  { "f34", integer, required = yes, shown = yes },
  { "f35", integer, required = yes, shown = yes },
  { "f36", integer, required = yes, shown = yes },
  { "f37", integer, required = yes, shown = yes },
  { "f38", integer, required = yes, shown = yes },
  { "f39", integer, required = yes, shown = yes },
  { "f40", integer, required = yes, shown = yes },
  { "f41", integer, required = yes, shown = yes },
  { "f42", integer, required = yes, shown = yes },
  { "f43", integer, required = yes, shown = yes },
  { "f44", integer, required = yes, shown = yes },
  { "f45", integer, required = yes, shown = yes },
  { "f46", integer, required = yes, shown = yes },
  { "f47", integer, required = yes, shown = yes },
  { "f48", integer, required = yes, shown = yes },
  { "f49", integer, required = yes, shown = yes },
  { "f50", integer, required = yes, shown = yes },
  { "f51", integer, required = yes, shown = yes },
  { "f52", integer, required = yes, shown = yes },
  { "f53", integer, required = yes, shown = yes },
  { "f54", integer, required = yes, shown = yes },
  { "f55", integer, required = yes, shown = yes },
  { "f56", integer, required = yes, shown = yes },
  { "f57", integer, required = yes, shown = yes },
  { "f58", integer, required = yes, shown = yes },
  { "f59", integer, required = yes, shown = yes },
  { "f60", integer, required = yes, shown = yes },
  { "f61", integer, required = yes, shown = yes },
  { "f62", integer, required = yes, shown = yes },
  { "f63", integer, required = yes, shown = yes },
  { "f64", integer, required = yes, shown = yes },
  { "f65", integer, required = yes, shown = yes },
  { "f66", integer, required = yes, shown = yes },
  { "f67", integer, required = yes, shown = yes },
  { "f68", integer, required = yes, shown = yes },
  { "f69", integer, required = yes, shown = yes },
  { "f70", integer, required = yes, shown = yes },
  { "f71", integer, required = yes, shown = yes },
  { "f72", integer, required = yes, shown = yes },
  { "f73", integer, required = yes, shown = yes },
  { "f74", integer, required = yes, shown = yes },
  { "f75", integer, required = yes, shown = yes },
  { "f76", integer, required = yes, shown = yes },
  { "f77", integer, required = yes, shown = yes },
  { "f78", integer, required = yes, shown = yes },
  { "f79", integer, required = yes, shown = yes },
  { "f80", integer, required = yes, shown = yes },
  { "f81", integer, required = yes, shown = yes },
  { "f82", integer, required = yes, shown = yes },
  { "f83", integer, required = yes, shown = yes },
  { "f84", integer, required = yes, shown = yes },
  { "f85", integer, required = yes, shown = yes },
  { "f86", integer, required = yes, shown = yes },
  { "f87", integer, required = yes, shown = yes },
  { "f88", integer, required = yes, shown = yes },
  { "f89", integer, required = yes, shown = yes },
  { "f90", integer, required = yes, shown = yes },
  { "f91", integer, required = yes, shown = yes },
  { "f92", integer, required = yes, shown = yes },
  { "f93", integer, required = yes, shown = yes },
  { "f94", integer, required = yes, shown = yes },
  { "f95", integer, required = yes, shown = yes },
  { "f96", integer, required = yes, shown = yes },
  { "f97", integer, required = yes, shown = yes },
  { "f98", integer, required = yes, shown = yes },
  { "f99", integer, required = yes, shown = yes },
  { "f100", integer, required = yes, shown = yes },
  { "f101", integer, required = yes, shown = yes },
  { "f102", integer, required = yes, shown = yes },
  { "f103", integer, required = yes, shown = yes },
  { "f104", integer, required = yes, shown = yes },
  { "f105", integer, required = yes, shown = yes },
  { "f106", integer, required = yes, shown = yes },
  { "f107", integer, required = yes, shown = yes },
  { "f108", integer, required = yes, shown = yes },
  { "f109", integer, required = yes, shown = yes },
  { "f110", integer, required = yes, shown = yes },
  { "f111", integer, required = yes, shown = yes },
  { "f112", integer, required = yes, shown = yes },
  { "f113", integer, required = yes, shown = yes },
  { "f114", integer, required = yes, shown = yes },
  { "f115", integer, required = yes, shown = yes },
  { "f116", integer, required = yes, shown = yes },
  { "f117", integer, required = yes, shown = yes },
  { "f118", integer, required = yes, shown = yes },
  { "f119", integer, required = yes, shown = yes },
  { "f120", integer, required = yes, shown = yes },
  { "f121", integer, required = yes, shown = yes },
  { "f122", integer, required = yes, shown = yes },
  { "f123", integer, required = yes, shown = yes },
  { "f124", integer, required = yes, shown = yes },
  { "f125", integer, required = yes, shown = yes },
  { "f126", integer, required = yes, shown = yes },
  { "f127", integer, required = yes, shown = yes },
  { "f128", integer, required = yes, shown = yes },
  { "f129", integer, required = yes, shown = yes },
  { "f130", integer, required = yes, shown = yes },
  { "f131", integer, required = yes, shown = yes },
  { "f132", integer, required = yes, shown = yes },
  { "f133", integer, required = yes, shown = yes },
  { "f134", integer, required = yes, shown = yes },
  { "f135", integer, required = yes, shown = yes },
  { "f136", integer, required = yes, shown = yes },
  { "f137", integer, required = yes, shown = yes },
  { "f138", integer, required = yes, shown = yes },
  { "f139", integer, required = yes, shown = yes },
  { "f140", integer, required = yes, shown = yes },
  { "f141", integer, required = yes, shown = yes },
  { "f142", integer, required = yes, shown = yes },
  { "f143", integer, required = yes, shown = yes },
  { "f144", integer, required = yes, shown = yes },
  { "f145", integer, required = yes, shown = yes },
  { "f146", integer, required = yes, shown = yes },
  { "f147", integer, required = yes, shown = yes },
  { "f148", integer, required = yes, shown = yes },
  { "f149", integer, required = yes, shown = yes },
  { "f150", integer, required = yes, shown = yes },
  { "f151", integer, required = yes, shown = yes },
  { "f152", integer, required = yes, shown = yes },
  { "f153", integer, required = yes, shown = yes },
  { "f154", integer, required = yes, shown = yes },
  { "f155", integer, required = yes, shown = yes },
  { "f156", integer, required = yes, shown = yes },
  { "f157", integer, required = yes, shown = yes },
  { "f158", integer, required = yes, shown = yes },
  { "f159", integer, required = yes, shown = yes },
  { "f160", integer, required = yes, shown = yes },
  { "f161", integer, required = yes, shown = yes },
  { "f162", integer, required = yes, shown = yes },
  { "f163", integer, required = yes, shown = yes },
  { "f164", integer, required = yes, shown = yes },
  { "f165", integer, required = yes, shown = yes },
  { "f166", integer, required = yes, shown = yes },
  { "f167", integer, required = yes, shown = yes },
  { "f168", integer, required = yes, shown = yes },
  { "f169", integer, required = yes, shown = yes },
  { "f170", integer, required = yes, shown = yes },
  { "f171", integer, required = yes, shown = yes },
  { "f172", integer, required = yes, shown = yes },
  { "f173", integer, required = yes, shown = yes },
  { "f174", integer, required = yes, shown = yes },
  { "f175", integer, required = yes, shown = yes },
  { "f176", integer, required = yes, shown = yes },
  { "f177", integer, required = yes, shown = yes },
  { "f178", integer, required = yes, shown = yes },
  { "f179", integer, required = yes, shown = yes },
  { "f180", integer, required = yes, shown = yes },
  { "f181", integer, required = yes, shown = yes },
  { "f182", integer, required = yes, shown = yes },
  { "f183", integer, required = yes, shown = yes },
  { "f184", integer, required = yes, shown = yes },
  { "f185", integer, required = yes, shown = yes },
  { "f186", integer, required = yes, shown = yes },
  { "f187", integer, required = yes, shown = yes },
  { "f188", integer, required = yes, shown = yes },
  { "f189", integer, required = yes, shown = yes },
  { "f190", integer, required = yes, shown = yes },
  { "f191", integer, required = yes, shown = yes },
  { "f192", integer, required = yes, shown = yes },
  { "f193", integer, required = yes, shown = yes },
  { "f194", integer, required = yes, shown = yes },
  { "f195", integer, required = yes, shown = yes },
  { "f196", integer, required = yes, shown = yes },
  { "f197", integer, required = yes, shown = yes },
  { "f198", integer, required = yes, shown = yes },
  { "f199", integer, required = yes, shown = yes },
  { "f200", integer, required = yes, shown = yes },
  { "f201", integer, required = yes, shown = yes },
}
record "r0" { key = { "k" }, { "k", text, required = yes } }
record "r1" { key = { "k" }, { "k", text, required = yes } }
record "r2" { key = { "k" }, { "k", text, required = yes } }
record "r3" { key = { "k" }, { "k", text, required = yes } }
record "r4" { key = { "k" }, { "k", text, required = yes } }
record "r5" { key = { "k" }, { "k", text, required = yes } }
record "r6" { key = { "k" }, { "k", text, required = yes } }
record "r7" { key = { "k" }, { "k", text, required = yes } }
record "r8" { key = { "k" }, { "k", text, required = yes } }
record "r9" { key = { "k" }, { "k", text, required = yes } }
record "r10" { key = { "k" }, { "k", text, required = yes } }
record "r11" { key = { "k" }, { "k", text, required = yes } }
record "r12" { key = { "k" }, { "k", text, required = yes } }
record "r13" { key = { "k" }, { "k", text, required = yes } }
record "r14" { key = { "k" }, { "k", text, required = yes } }
record "r15" { key = { "k" }, { "k", text, required = yes } }
record "r16" { key = { "k" }, { "k", text, required = yes } }
record "r17" { key = { "k" }, { "k", text, required = yes } }
record "r18" { key = { "k" }, { "k", text, required = yes } }
record "r19" { key = { "k" }, { "k", text, required = yes } }
record "r20" { key = { "k" }, { "k", text, required = yes } }
record "r21" { key = { "k" }, { "k", text, required = yes } }
record "r22" { key = { "k" }, { "k", text, required = yes } }
record "r23" { key = { "k" }, { "k", text, required = yes } }
record "r24" { key = { "k" }, { "k", text, required = yes } }
record "r25" { key = { "k" }, { "k", text, required = yes } }
record "r26" { key = { "k" }, { "k", text, required = yes } }
record "r27" { key = { "k" }, { "k", text, required = yes } }
record "r28" { key = { "k" }, { "k", text, required = yes } }
record "r29" { key = { "k" }, { "k", text, required = yes } }
record "r30" { key = { "k" }, { "k", text, required = yes } }
record "r31" { key = { "k" }, { "k", text, required = yes } }
record "r32" { key = { "k" }, { "k", text, required = yes } }
record "r33" { key = { "k" }, { "k", text, required = yes } }
record "r34" { key = { "k" }, { "k", text, required = yes } }
record "r35" { key = { "k" }, { "k", text, required = yes } }
record "r36" { key = { "k" }, { "k", text, required = yes } }
record "r37" { key = { "k" }, { "k", text, required = yes } }
record "r38" { key = { "k" }, { "k", text, required = yes } }
record "r39" { key = { "k" }, { "k", text, required = yes } }
record "r40" { key = { "k" }, { "k", text, required = yes } }
record "r41" { key = { "k" }, { "k", text, required = yes } }
record "r42" { key = { "k" }, { "k", text, required = yes } }
record "r43" { key = { "k" }, { "k", text, required = yes } }
record "r44" { key = { "k" }, { "k", text, required = yes } }
record "r45" { key = { "k" }, { "k", text, required = yes } }
record "r46" { key = { "k" }, { "k", text, required = yes } }
record "r47" { key = { "k" }, { "k", text, required = yes } }
record "r48" { key = { "k" }, { "k", text, required = yes } }
record "r49" { key = { "k" }, { "k", text, required = yes } }
record "r50" { key = { "k" }, { "k", text, required = yes } }
