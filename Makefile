# Poinçon: `make` alone lists what can be asked for.
.POSIX:
.SUFFIXES:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PYTHON = .venv/bin/python
INSTALL = sh requirements/install.sh
# One process of tests, with its store, for each core, four at most; the tests of a file share what the file makes once.
PYTEST = $(PYTHON) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder \
	--max-worker-restart 0
# A database of one's own makes the embedded store needless.
STORE = $(if $(MONGODB_URL),,embedded)
SECOND_STORE = sh requirements/second_store.sh
STORE_TESTS = $(PYTEST) -m 'store and not soak'

help: ## This list
	@echo 'usage: make TARGET'
	@echo
	@awk -F ':[^#]*## ' '/^[a-z-]+:[^#]*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

run: ## Start the API at http://127.0.0.1:8000 (first run: environment, store and data); MONGODB_URL=... for another store
	@$(INSTALL) core $(STORE)
	@exec .venv/bin/poincon serve

test: environment ## Check format, lint, types and imports, then run the tests (what is missing is skipped by name)
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(PYTEST)

test-all: environment node ## The same, and nothing may be missing: Node.js, Chromium, LibreOffice
	@POINCON_DEMAND_TOOLS=1 $(MAKE) test

test-store: environment ## Run every test that asks for a store on MONGODB_URL=mongodb://..., or on the second store
	@if test -n "$$MONGODB_URL"; then POINCON_TEST_MONGODB_URL="$$MONGODB_URL" $(STORE_TESTS); \
	else $(SECOND_STORE) run $(STORE_TESTS); fi

second-store: ## Build the second store of the tests outside of the checkout (needs Rust; 15 minutes, once)
	@$(SECOND_STORE) build

soak: environment ## The long runs: kills, fuzz, load
	$(PYTHON) -m pytest -m soak -o faulthandler_timeout=0

bench: environment ## Measure, and print the table that docs/ quotes
	$(PYTHON) -m benchmarks

schema: environment ## Write schema.graphql as the code has it
	@$(PYTHON) -m commands schema >schema.graphql.new && mv schema.graphql.new schema.graphql

rules: environment ## List the rules that a test breaks in rules/rulebook/applied.txt, then write the guide
	@$(PYTHON) -m pytest --collect-only --quiet --applied=rules/rulebook/applied.txt >/dev/null
	@$(MAKE) guide

guide: environment ## Write the pages of docs/guide that the code makes: regles.md, erreurs.md, vies.md, papiers.md
	@$(PYTHON) -m rules.rulebook.guide >docs/guide/regles.md.new && mv docs/guide/regles.md.new docs/guide/regles.md
	@$(PYTHON) -m graph.schema.catalogue >docs/guide/erreurs.md.new && mv docs/guide/erreurs.md.new docs/guide/erreurs.md
	@$(PYTHON) -m rules.lives.drawing >docs/guide/vies.md.new && mv docs/guide/vies.md.new docs/guide/vies.md
	@$(PYTHON) -m tests.documents.guide >docs/guide/papiers.md.new && mv docs/guide/papiers.md.new docs/guide/papiers.md

pictures: environment ## Draw the pictures of docs/guide/papiers.md (skipped by name without LibreOffice and pdftoppm)
	@$(PYTHON) -m tests.documents.pictures

format: environment ## Format the code and mend what the linter can mend
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

explorer: node ## Build graph/static/graphiql.* from graph/explorer
	node graph/explorer/build.mjs

lock: ## Pin requirements/*.in anew into requirements/*.txt (only what changed moves)
	@sh requirements/lock.sh

digests: ## Write into .env what the images of docker-compose.yml are, by digest (needs Docker and their registries)
	@sh deploy/digests.sh

sbom: environment ## Write poincon.cdx.json: every package of the locks, what ships told apart (CycloneDX)
	@$(PYTHON) deploy/sbom.py >poincon.cdx.json.new && mv poincon.cdx.json.new poincon.cdx.json

audit: environment ## Ask PyPI and npm for known faults of what the locks pin (needs their advisories)
	@sh requirements/audit.sh

clean: ## Remove the environment, Node.js packages and caches; data stays
	rm -rf .venv tests/node/node_modules graph/explorer/node_modules
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment: ## Make .venv, or mend it; every target that needs it does so by itself
	@$(INSTALL) core embedded dev

node: tests/node/node_modules/.installed graph/explorer/node_modules/.installed ## Install the JavaScript judges and the explorer's sources

tests/node/node_modules/.installed: tests/node/package-lock.json
	@$(NPM_CI) tests/node

graph/explorer/node_modules/.installed: graph/explorer/package-lock.json
	@$(NPM_CI) graph/explorer

# No package runs a script of its own at installation.
NPM_CI = install() { \
	command -v npm >/dev/null || { echo 'Node.js 20 or later and npm are needed (https://nodejs.org).' >&2; exit 1; }; \
	cd "$$1" && npm ci --ignore-scripts --no-audit --no-fund && touch node_modules/.installed; }; install

.PHONY: help run test test-all test-store second-store soak bench schema rules guide pictures format explorer lock digests sbom audit clean environment node
