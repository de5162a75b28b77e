# Two commands are enough: `make run` and `make test`.
PYTHON ?= python3
PORT ?= 8000
export DIVAN_HOME ?= $(CURDIR)/.divan
# Modules stay compiled whatever the shell says: tests read them in a hundred processes.
export PYTHONDONTWRITEBYTECODE :=

BIN := .venv/bin
CORES := $(shell nproc 2>/dev/null || echo 2)
# One more than cores: tests of browsers and of crashes wait a lot.
WORKERS := $(shell echo $$(($(CORES) + 1)))
PG ?= postgres://postgres@127.0.0.1:5432/divan

.PHONY: run test test-fast test-postgres lint bench messages install-dev clean

run: .venv/.core
	@$(BIN)/cityhall migrate
	@$(BIN)/cityhall demo --keep
	@$(BIN)/cityhall serve --port $(PORT)

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.core: .venv/bin/python requirements/core.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/core.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.core requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.bench: .venv/.dev requirements/bench.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

install-dev: .venv/.dev

test: .venv/.dev lint
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup
	$(MAKE) test-postgres

test-fast: .venv/.dev
	$(BIN)/pytest -n $(WORKERS) -m "not slow and not browser" --ignore tests/cityhall/safety -q

# What asks the database: every room's acts and queries, and every page as every role. How pages
# read and what they refuse is the same on both, and tried on SQLite.
ON_POSTGRES := $(addprefix tests/cityhall/,acts database decisions letters partners people record service upkeep safety/test_matrix.py)

test-postgres: .venv/.dev
	$(BIN)/python tools/postgres.py $(PG) -- $(BIN)/pytest -n $(WORKERS) --dist loadgroup -m "not browser and not slow" $(ON_POSTGRES)
	$(BIN)/python tools/postgres.py $(PG) -- $(BIN)/pytest -m slow tests/cityhall/test_crowd.py

lint: .venv/.dev
	$(BIN)/ruff check src tests bench tools verify
	$(BIN)/ruff format --check src tests bench tools verify
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/messages.py check
	$(BIN)/python tools/css.py

messages: .venv/.dev
	$(BIN)/python tools/messages.py update

bench: .venv/.bench
	$(BIN)/python bench/run.py

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
