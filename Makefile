# make run   sets everything up, builds the tables and serves the atlas on http://127.0.0.1:8050
# make bench BEFORE=HEAD~1  prints ratios against another revision, or a folder with one, instead of the benchmark
# make test  sets everything up and runs the whole suite, browser tests included

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ADDRESS ?= 127.0.0.1:8050

.PHONY: run serve build check test lint bench chromium clean

run: build serve

serve: $(VENV)/ready
	$(BIN)/gunicorn --config gunicorn.conf.py --bind $(ADDRESS) app:server

build: $(VENV)/ready
	$(BIN)/python -m etl build
	$(BIN)/python -m layouts.exports.whole_tables
	$(BIN)/python -m compileall -q app.py callbacks etl layouts

check: $(VENV)/ready
	$(BIN)/python -m etl check

lint: $(VENV)/ready-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: lint build chromium
	$(BIN)/pytest

bench: $(VENV)/ready-test build chromium
	$(BIN)/python -m tests.benchmarks $(if $(BEFORE),--before $(BEFORE))

chromium: $(VENV)/ready-test
	$(BIN)/python -m tests.browser.install

LIBRARY := layouts/library

$(VENV)/ready: pyproject.toml constraints.txt $(LIBRARY)/package.json $(LIBRARY)/entry.js
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[etl]'
	$(BIN)/python -m layouts.library.bundling
	touch $@

$(VENV)/ready-test: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[etl,test]'
	touch $@

clean:
	rm -rf $(VENV) $(LIBRARY)/made data/built data/.built *.egg-info
