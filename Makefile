# make run   sets everything up, builds the tables and serves the atlas on http://127.0.0.1:8050
# make bench BEFORE=HEAD~1  prints ratios against another revision, or a folder with one, instead of the benchmark
# make test  sets everything up and runs the whole suite, browser tests included

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALL := install --quiet --no-compile --disable-pip-version-check --constraint constraints.txt
# The wheel of pip that comes with Python.
WHEEL := $(BIN)/python -c 'import ensurepip, pathlib, sysconfig; \
  folder = sysconfig.get_config_var("WHEEL_PKG_DIR") or pathlib.Path(ensurepip.__file__).with_name("_bundled"); \
  print(next(pathlib.Path(folder).glob("pip-*.whl")))'
# The atlas runs where it lies; what it needs is installed, by the names of extras in pyproject.toml.
NEEDED := $(BIN)/python -c 'import sys, tomllib; project = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
  print(*project["dependencies"], *(name for extra in sys.argv[1:] for name in project["optional-dependencies"][extra]))'
define install
names="$$($(NEEDED) $(1))" && \
  { $(BIN)/python -m uv pip $(INSTALL) --python $(BIN)/python $$names 2> /dev/null || $(BIN)/python -m pip $(INSTALL) $$names; }
touch $@
endef
# What is compiled at a first import is kept: it is not at the installation.
export PYTHONDONTWRITEBYTECODE :=
ADDRESS ?= 127.0.0.1:8050

# What does not wait for another thing is done beside it.
ifeq ($(MAKELEVEL), 0)
MAKEFLAGS += --jobs=3
endif

# What was not set up whole is set up anew.
.DELETE_ON_ERROR:

.PHONY: run serve build built tables bundle check test lint bench chromium clean

run: build
	$(MAKE) serve tables

serve: $(VENV)/ready
	$(BIN)/gunicorn --config gunicorn.conf.py --bind $(ADDRESS) app:server

build: built bundle

built: $(VENV)/etl
	$(BIN)/python -m etl build

# Readers come first.
tables: $(VENV)/ready
	nice -n 19 $(BIN)/python -m layouts.exports.whole_tables

# The tables take longest, and nothing that can be done beside them is done before.
bundle: $(VENV)/ready
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

# With uv, which installs in seconds what pip takes half a minute for; where it cannot be had, there is pip alone.
$(VENV)/pyvenv.cfg:
	$(PYTHON) -m venv --without-pip $(VENV)
	$(BIN)/python "$$($(WHEEL))/pip" $(INSTALL) pip uv 2> /dev/null || $(PYTHON) -m venv $(VENV)

# pip knows of mirrors of which uv does not.
$(VENV)/etl: $(VENV)/pyvenv.cfg pyproject.toml constraints.txt
	$(call install, etl)

$(VENV)/ready: $(VENV)/etl
	$(call install, etl server)

$(VENV)/ready-test: $(VENV)/ready
	$(call install, etl server test)

clean:
	rm -rf $(VENV) layouts/library/made data/built data/.built *.egg-info
