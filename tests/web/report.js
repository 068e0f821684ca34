// Counts, and says what failed; what passed is silent.

export class Report {
	passed = 0;
	failed = 0;

	check(what, holds, found = "") {
		if (holds) {
			this.passed++;
			return;
		}
		this.failed++;
		console.error(`FAIL ${what}${found ? `\n     ${String(found).replaceAll("\n", "\n     ")}` : ""}`);
	}

	finish() {
		console.log(`${this.passed} passed, ${this.failed} failed`);
		return this.failed === 0 && this.passed > 0 ? 0 : 1;
	}
}
