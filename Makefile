# Two commands for a newcomer: `make demo` and `make test`. Both make .venv themselves; a second run does no work twice.
# Downloads come from wherever pip's own configuration points (index, mirror, proxy); nothing here names a host.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# The newest Python that can make a virtual environment; `make PYTHON=/path/to/python3.12 test` takes another one.
CANDIDATES := python3.15 python3.14 python3.13 python3.12 python3.11 python3
PYTHON ?= $(shell for p in $(CANDIDATES); do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

VENV := .venv
BIN := $(VENV)/bin
PACKAGES_DONE := $(VENV)/.packages-of-the-lock
PROJECT_DONE := $(VENV)/.project-installed
CODE := schema loaders analytics graphsvc tests

.PHONY: help venv demo test test-long bench lint format generate docs lock wheel clean

help: ## this list
	@echo "graphsvc: make TARGET"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(PROJECT_DONE) ## load the bundled sources, serve them, ask for the chokepoints (ONCE=1: end after the answers)
	$(BIN)/python -m graphsvc.demo

test: $(PROJECT_DONE) ## the whole suite: guards, unit, property, store, API and golden tests
	$(BIN)/python -m pytest $(ARGS)

test-long: $(PROJECT_DONE) ## the same with many more random graphs per property
	$(BIN)/python -m pytest --hypothesis-profile=long $(ARGS)

bench: $(PROJECT_DONE) ## the speed promises, as ratios in one run
	$(BIN)/python -m pytest tests/benchmarks -o 'python_files=bench_*.py' -s $(ARGS)

lint: $(PROJECT_DONE) ## ruff, mypy --strict, import layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports

format: $(PROJECT_DONE) ## rewrite the code as ruff formats it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

generate: $(PROJECT_DONE) ## write anew what is derived from schema/contract and from the source folders
	$(BIN)/python -m schema.generate
	$(BIN)/python -m loaders.about

docs: $(PROJECT_DONE) ## write what the commands in README and tutorials print today into their console blocks
	$(BIN)/python -m tests.project.console

lock: $(PROJECT_DONE) ## refresh both lock files from pyproject.toml (UPGRADE=1: newest versions allowed)
	$(call COMPILE,requirements.lock,--extra neo4j-fast --extra test)
	$(call COMPILE,requirements-run.lock,--extra neo4j-fast --extra build --constraints requirements.lock)

wheel: $(PROJECT_DONE) ## dist/graphsvc-*.whl
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

venv: $(PROJECT_DONE) ## only make .venv (the targets above do it when needed)

clean: ## remove what was built here: .venv, dist, caches (var/ with your data stays)
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---------------------------------------------------------------------------------------------------------------------

define COMPILE
$(BIN)/uv pip compile pyproject.toml $(2) --generate-hashes --no-emit-index-url --universal --python-version 3.11 \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade) --quiet -o $(1)
endef

define NO_PYTHON
No Python >= 3.11 that can make a virtual environment was found (tried: $(CANDIDATES)).
endef

define NO_DOWNLOAD

The packages of requirements.lock could not be installed (pip says why above).
  no network, or only a mirror or proxy: set it in pip's own configuration (pip config set global.index-url URL,
    pip config set global.proxy URL, or PIP_INDEX_URL and HTTPS_PROXY in the environment)
  a hash that does not match: what was downloaded is not what was locked; do not use that mirror
Then run the same command again: what was already downloaded is kept.
endef
export NO_PYTHON NO_DOWNLOAD

$(BIN)/pip:
	@if [ -z "$(PYTHON)" ]; then \
		echo "$$NO_PYTHON" >&2; \
		for p in $(CANDIDATES); do \
			v=$$($$p -c 'import sys; print("%d.%d" % sys.version_info[:2]) if sys.version_info >= (3, 11) else sys.exit(1)' 2>/dev/null) || continue; \
			echo "$$p is there, but its ensurepip module is not. On Debian or Ubuntu: sudo apt-get install python$$v-venv" >&2; exit 1; \
		done; \
		echo "On Debian 12 or later, Ubuntu 24.04 or later: sudo apt-get install python3 python3-venv" >&2; \
		exit 1; \
	fi
	@echo "== making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear $(VENV)

$(PACKAGES_DONE): requirements.lock | $(BIN)/pip
	@echo "== installing the packages of requirements.lock (the first time: about 250 MB, a minute or more)"
	@$(BIN)/pip install --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock \
		|| { echo "$$NO_DOWNLOAD" >&2; exit 1; }
	@touch $@

$(PROJECT_DONE): pyproject.toml $(PACKAGES_DONE)
	@echo "== installing graphsvc itself, editable"
	@$(BIN)/pip install --disable-pip-version-check --quiet --no-index --no-deps --no-build-isolation -e .
	@touch $@
