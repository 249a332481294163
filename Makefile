# make run   sets everything up, builds the tables and serves the atlas on http://127.0.0.1:8050
# make bench BEFORE=HEAD~1  prints ratios against another revision, or a folder with one, instead of the benchmark
# make test  sets everything up and runs the whole suite, browser tests included

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --constraint constraints.txt
# The atlas runs where it lies; what it needs is installed, by the names of extras in pyproject.toml.
NEEDED := $(BIN)/python -c 'import sys, tomllib; project = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
  print(*project["dependencies"], *(name for extra in sys.argv[1:] for name in project["optional-dependencies"][extra]))'
ADDRESS ?= 127.0.0.1:8050

# What does not wait for another thing is done beside it.
ifeq ($(MAKELEVEL), 0)
MAKEFLAGS += --jobs=3
endif

.PHONY: run serve build built tables bundle check test lint bench chromium clean

run: build
	$(MAKE) serve tables

serve: $(VENV)/ready
	$(BIN)/gunicorn --config gunicorn.conf.py --bind $(ADDRESS) app:server

build: built bundle $(VENV)/ready

built: $(VENV)/etl
	$(BIN)/python -m etl build

# Readers come first.
tables: $(VENV)/ready
	nice -n 19 $(BIN)/python -m layouts.exports.whole_tables

bundle: $(VENV)/pyvenv.cfg
	$(BIN)/python -m layouts.library.bundling

check: $(VENV)/etl
	$(BIN)/python -m etl check

lint: $(VENV)/ready-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: lint build chromium
	$(BIN)/pytest

bench: $(VENV)/ready-test build chromium
	$(MAKE) tables
	$(BIN)/python -m tests.benchmarks $(if $(BEFORE),--before $(BEFORE))

chromium: $(VENV)/ready-test
	$(BIN)/python -m tests.browser.install

$(VENV)/pyvenv.cfg:
	$(PYTHON) -m venv $(VENV)

$(VENV)/etl: $(VENV)/pyvenv.cfg pyproject.toml constraints.txt
	$(PIP) $$($(NEEDED) etl)
	touch $@

$(VENV)/ready: $(VENV)/etl
	$(PIP) $$($(NEEDED) etl server)
	touch $@

$(VENV)/ready-test: $(VENV)/ready
	$(PIP) $$($(NEEDED) etl server test)
	touch $@

clean:
	rm -rf $(VENV) layouts/library/made data/built data/.built *.egg-info
