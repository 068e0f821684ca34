# `make demo` and `make test` need only make, bash and Debian 12, and install the rest.  `make help` lists the targets.

AS_OF = 2026-11-22
# From the environment or the command line.  A default set here is not exported, so the benches keep their own.
MEMBERS ?= 1000

# SAN=1 builds everything a second time with the sanitizers in it; WERROR=1 and CI make warnings errors.
BUILD = build$(if $(SAN),/san)
prefix = /usr/local
TIERBOOK = $(BUILD)/tierbook
CC = gcc
PROFILE = -O2
WARNINGS = -Wall -Wextra -Wno-missing-field-initializers $(if $(WERROR)$(CI),-Werror)
SANITIZERS = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
SANITIZE = $(if $(SAN),$(SANITIZERS))
CFLAGS = -g $(PROFILE)

# What Debian provides for each kind of work.
PACKAGES_build = gcc libc6-dev pkg-config liblua5.4-dev libcmark-dev libxml2-dev libsqlite3-dev libicu-dev \
	libyaml-dev libcsv-dev libjansson-dev libxxhash-dev libmicrohttpd-dev libpq-dev \
	libcurl4-openssl-dev
PACKAGES_test = $(PACKAGES_build) libcmocka-dev sqlite3 lua5.4 git curl fish parallel python3 zsh
PACKAGES_lint = $(PACKAGES_test) clang clang-format clang-tidy libclang-rt-14-dev mandoc
PACKAGES_bench = $(PACKAGES_build) hugo time
PACKAGES_deb = $(PACKAGES_build) debhelper
PACKAGES_chroot = $(PACKAGES_deb) debootstrap
PACKAGES_postgres = $(PACKAGES_test) postgresql
PACKAGES_recipes = git shellcheck yamllint systemd python3 nodejs npm
PACKAGES_web = $(PACKAGES_build) nodejs npm chromium fonts-noto-cjk fonts-noto-core

# Looked up once, when the first file is compiled: before `deps` there may be no pkg-config.  libcsv has no file for it.
# Those of OPENED are not linked with, but opened by the few commands that need them (base/optional.h).
MODULES = lua5.4 libcmark libxml-2.0 sqlite3 icu-uc icu-i18n yaml-0.1 jansson libxxhash
OPENED = libmicrohttpd libpq libcurl
INCLUDES = $(eval INCLUDES := -Iengine -Itests $(shell pkg-config --cflags $(MODULES) $(OPENED)))$(INCLUDES)
LIBRARIES = $(eval LIBRARIES := $(shell pkg-config --libs $(MODULES)) -lcsv -lm)$(LIBRARIES)
COMPILE = $(CC) -std=gnu17 -D_GNU_SOURCE $(CFLAGS) $(WARNINGS) $(SANITIZE) $(INCLUDES)
LINK = $(CC) $(CFLAGS) -Wl,--as-needed $(LDFLAGS) $(SANITIZE)

FLOORS = base text record policy site command
SOURCES = $(wildcard $(FLOORS:%=engine/%/*.c) $(FLOORS:%=engine/%/*/*.c))
ENGINE = $(SOURCES:%.c=$(BUILD)/%.o)
MAIN = $(BUILD)/engine/main.o
HELPERS = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/*.c))
UNITS = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/*/test_*.c))
# Wraps hostile scripts as custom functions, for tests/policy/attacks.check.
ATTACK_HOST = $(BUILD)/attack-host
# Preloaded, makes the disk fail: for tests/faults.
SHIM = $(BUILD)/tests/faults/shim.so
FUZZERS = $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/*.c))
# Decides in several ways, for tests/bench/rules/run.
RULES_BENCH = $(BUILD)/bench-rules
RULES_BENCH_OBJECTS = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/bench/rules/*.c))
OBJECTS = $(MAIN) $(ENGINE) $(HELPERS) $(UNITS:=.o) $(FUZZERS:=.o) $(BUILD)/tests/policy/lua_host.o $(RULES_BENCH_OBJECTS)
FORMATTED = $(wildcard engine/*.[ch] engine/*/*.[ch] engine/*/*/*.[ch] tests/*.[ch] tests/*/*.[ch] tests/bench/*/*.[ch])

# A second make does the work, so that it sees what the first one installed.
MAKE_AGAIN = @$(MAKE) --no-print-directory $(if $(V),,-s) $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))
QUIET = $(if $(V),,@)

.PHONY: all help demo deps clean format compile_commands tidy lint install deb units fuzz fuzzers
.PHONY: test unit test-web test-postgres test-recipes test-faults test-deb
.PHONY: bench bench-site bench-serve bench-rules bench-statements bench-scale
.SECONDARY: $(OBJECTS)

all: $(TIERBOOK)

help:
	@echo 'make                build/tierbook alone; V=1 shows the commands, WERROR=1 stops at warnings'
	@echo 'make demo           publish the sample programme: the site and the statements of $(MEMBERS) members'
	@echo 'make test           every test but the next five; SAN=1 with the sanitizers; make unit, those in C alone'
	@echo 'make test-web       the published pages in Chromium'
	@echo 'make test-postgres  the records in a server of its own'
	@echo 'make test-recipes   what linters say of examples/scale'
	@echo 'make test-faults    nights on failing disks, at every point'
	@echo 'make test-deb       a package in a clean Debian 12'
	@echo 'make lint           formatting, static analysis, the floors of engine/, the manual'
	@echo 'make fuzz           hostile inputs, RUNS= of each kind'
	@echo 'make bench          the program by itself; bench-site, -serve, -rules, -statements, -scale beside others'
	@echo 'make install        with DESTDIR and prefix; make deb, a Debian package'
	@echo 'make format | compile_commands | deps | clean'

demo: deps-build
	$(MAKE_AGAIN) all
	$(TIERBOOK) records sample --members $(MEMBERS) --records build/demo/records.db
	$(TIERBOOK) check
	$(TIERBOOK) test
	$(TIERBOOK) build --out build/demo/public
	$(TIERBOOK) statements --records build/demo/records.db --as-of $(AS_OF) --pages ../../public --out build/demo/statements
	@echo 'Open build/demo/public/index.html for the help site,'
	@echo 'and any page below build/demo/statements for a member'\''s statement.'

test: deps-test
	$(MAKE_AGAIN) all units
	@BUILD=$(BUILD) tests/run

unit: deps-test
	$(MAKE_AGAIN) units
	@BUILD=$(BUILD) tests/run 'test_*'

# Kills, full disks, failing calls and the like, at every point of a night: minutes.
test-faults: deps-test
	$(MAKE_AGAIN) all $(SHIM)
	@TIERBOOK=$(TIERBOOK) SHIM=$(SHIM) tests/faults/run
	@TIERBOOK=$(TIERBOOK) SHIM=$(SHIM) tests/faults/spills
	@TIERBOOK=$(TIERBOOK) tests/faults/shared || [ $$? -eq 77 ]

test-web: deps-web
	$(MAKE_AGAIN) all
	@TIERBOOK=$(TIERBOOK) tests/web/run

test-postgres: deps-postgres
	$(MAKE_AGAIN) all $(BUILD)/tests/record/test_store $(BUILD)/tests/record/test_import
	@TIERBOOK=$(TIERBOOK) tests/postgres/run

# Dockerfile, manifests, units and scripts: what linters say of them.
test-recipes: deps-recipes
	@tests/scale/lint/run

lint: deps-lint
	$(MAKE_AGAIN) -k all units tidy compile_commands
	@clang-format --dry-run --Werror $(FORMATTED)
	@OBJECTS='$(MAIN) $(ENGINE)' USERS='$(filter-out $(FUZZERS:=.o) $(RULES_BENCH_OBJECTS),$(filter $(BUILD)/tests/%,$(OBJECTS)))' tests/lint/run

bench: deps-build
	$(MAKE_AGAIN) all
	@TIERBOOK=$(TIERBOOK) tests/bench/run

# Against Hugo, over the corpus beside the repository.
bench-site: deps-bench
	$(MAKE_AGAIN) all $(BUILD)/floor
	@TIERBOOK=$(TIERBOOK) FLOOR=$(BUILD)/floor tests/bench/site

# Saves, over a site as large.
bench-serve: deps-test
	$(MAKE_AGAIN) all
	@TIERBOOK=$(TIERBOOK) tests/bench/serve

bench-rules: deps-build
	$(MAKE_AGAIN) all $(RULES_BENCH)
	@TIERBOOK=$(TIERBOOK) BENCH=$(RULES_BENCH) tests/bench/rules/run

# Against a Node program, and against C programs that do no more than write and read.
bench-statements: deps-test
	$(MAKE_AGAIN) all $(BUILD)/bare
	@TIERBOOK=$(TIERBOOK) BARE=$(BUILD)/bare tests/bench/statements/run

# MEMBERS=1000000 LOAD=1 reads and decides a million from either store.
bench-scale: deps-postgres
	$(MAKE_AGAIN) all
	@TIERBOOK=$(TIERBOOK) tests/bench/scale

# A build of its own, with libFuzzer watching every object; __SANITIZE_ADDRESS__ is what gcc would define.
fuzz: deps-lint
	$(MAKE_AGAIN) fuzzers BUILD=build/fuzz CC=clang \
		SANITIZE='$(SANITIZERS) -fsanitize=fuzzer-no-link -D__SANITIZE_ADDRESS__'
	@tests/fuzz/run

deps: deps-test

deps-%:
	@.ci/deps $(PACKAGES_$*)

format:
	$(QUIET)clang-format -i $(FORMATTED)

# DESTDIR in front of all, prefix for where it will stand.
ROOT = $(DESTDIR)$(prefix)
ZSH = share/zsh/site-functions
install: all
	install -D -m 755 $(TIERBOOK) $(ROOT)/bin/tierbook
	install -D -m 644 engine/tierbook.1 $(ROOT)/share/man/man1/tierbook.1
	$(TIERBOOK) completion bash >$(BUILD)/completion
	install -D -m 644 $(BUILD)/completion $(ROOT)/share/bash-completion/completions/tierbook
	$(TIERBOOK) completion zsh >$(BUILD)/completion
	install -D -m 644 $(BUILD)/completion $(ROOT)/$(ZSH)/_tierbook
	$(TIERBOOK) completion fish >$(BUILD)/completion
	install -D -m 644 $(BUILD)/completion $(ROOT)/share/fish/vendor_completions.d/tierbook.fish
	install -d $(ROOT)/lib/systemd/system
	install -m 644 engine/systemd/*.service engine/systemd/*.timer $(ROOT)/lib/systemd/system
	install -D -m 644 engine/systemd/tierbook.sysusers $(ROOT)/lib/sysusers.d/tierbook.conf

# What git keeps, built in a folder of its own.
deb: deps-deb
	@rm -rf build/deb && mkdir -p build/deb/tierbook
	@git ls-files -z --cached --others --exclude-standard | xargs -0 cp -a --parents -t build/deb/tierbook
	cd build/deb/tierbook && dpkg-buildpackage -b -us -uc
	@ls build/deb/*.deb

test-deb: deps-chroot deb
	@tests/deb/run build/deb/tierbook_*.deb

clean:
	rm -rf build

$(TIERBOOK): $(MAIN) $(BUILD)/engine.a
	@echo '  link $@'
	$(QUIET)$(LINK) -o $@ $^ $(LIBRARIES)

$(BUILD)/engine.a: $(ENGINE) $(BUILD)/starter.o
	$(QUIET)rm -f $@ && ar rcs $@ $^

$(OBJECTS): $(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo '  cc   $<'
	$(QUIET)$(COMPILE) -MMD -MP -c -o $@ $<

# The style of its pages, and the words that editors are told of, are taken in by the assembler.
$(BUILD)/engine/command/report/report.o: engine/command/report/report.css
$(BUILD)/engine/policy/rules/stubs.o: engine/policy/rules/stubs.lua

# What `tierbook init` writes, as data: the files of engine/command/starter/ and of our theme.
STARTER = $(shell find engine/command/starter themes/default -type f ! -name '.*' | LC_ALL=C sort)
$(BUILD)/starter.c: $(STARTER) .ci/embed Makefile
	@mkdir -p $(@D)
	$(QUIET).ci/embed $(STARTER) >$@
$(BUILD)/starter.o: $(BUILD)/starter.c
	$(QUIET)$(COMPILE) -c -o $@ $<

units: $(UNITS) $(ATTACK_HOST) $(SHIM)
$(UNITS): $(BUILD)/%: $(BUILD)/%.o $(HELPERS) $(BUILD)/engine.a
	$(QUIET)$(LINK) -o $@ $^ $(LIBRARIES) -lcmocka

$(ATTACK_HOST): $(BUILD)/tests/policy/lua_host.o $(BUILD)/engine.a
	$(QUIET)$(LINK) -o $@ $^ $(LIBRARIES)

# Without the sanitizers: it is loaded before them.
$(SHIM): tests/faults/shim.c
	@mkdir -p $(@D)
	@echo '  cc   $@'
	$(QUIET)$(CC) -std=gnu17 -D_GNU_SOURCE -O2 $(WARNINGS) -shared -fPIC -o $@ $< -ldl

$(RULES_BENCH): $(RULES_BENCH_OBJECTS) $(BUILD)/engine.a
	$(QUIET)$(LINK) -o $@ $^ $(LIBRARIES)

$(BUILD)/bare: tests/bench/statements/bare.c
	$(QUIET)$(COMPILE) -o $@ $< -lsqlite3 -lxxhash

$(BUILD)/floor: tests/bench/floor.c $(BUILD)/engine.a
	$(QUIET)$(COMPILE) -o $@ $^ $(LIBRARIES)

fuzzers: $(FUZZERS)
$(FUZZERS): $(BUILD)/%: $(BUILD)/%.o $(BUILD)/engine.a
	$(QUIET)$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIBRARIES)

# An object is remade whenever a header of it changes, so it is the right thing for an analysis to be newer than.  The
# nodes bound how long a file is thought about.
TIDIED = $(MAIN:.o=.tidy) $(ENGINE:.o=.tidy)
tidy: $(TIDIED)
$(TIDIED): %.tidy: %.o .clang-tidy
	@echo '  tidy $(@:$(BUILD)/%.tidy=%.c)'
	$(QUIET)clang-tidy --quiet $(@:$(BUILD)/%.tidy=%.c) -- $(filter-out $(CC),$(COMPILE)) \
		-Xclang -analyzer-config -Xclang max-nodes=75000 2>$@.log || { cat $@.log; exit 1; }
	@touch $@

compile_commands:
	@mkdir -p build
	@{ comma=; printf '['; for f in $(OBJECTS:$(BUILD)/%.o=%.c); do \
		printf '%s\n{"directory": "%s", "file": "%s", "command": "%s"}' "$$comma" '$(CURDIR)' $$f "$(COMPILE) -c $$f"; \
		comma=,; done; printf '\n]\n'; } > build/compile_commands.json

-include $(wildcard $(OBJECTS:.o=.d))
