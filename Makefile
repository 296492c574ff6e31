# `make build` and `make test` need Python >= 3.11, git and make; everything else comes by pip.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
PYTHONS ?= 3.11 3.12 3.13 3.14
# Two tests for each core: many wait for a browser, a server or a clock.
WORKERS ?= $(shell expr 2 \* $$(getconf _NPROCESSORS_ONLN))
PYTEST = -n $(WORKERS) --dist worksteal
LOCK = --constraint constraints.txt
PIP_INSTALL = $(BIN)/pip install --quiet --disable-pip-version-check $(LOCK)

.PHONY: build serve test check test-all test-newest lock browser clean

build: $(VENV)/.installed  ## The sample hub, into build/site/
	@$(BIN)/etalase build
	@echo
	@echo "Look at it:  open build/site/index.html in a browser,"
	@echo "or run:      $(BIN)/etalase serve --watch    and open http://127.0.0.1:8000/"

serve: $(VENV)/.installed  ## The preview, rebuilt and reloaded on every change
	$(BIN)/etalase serve --watch

test: check browser  ## Everything that CI runs
	$(BIN)/pytest $(PYTEST)

check: $(VENV)/.installed-dev  ## Style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test-all: browser  ## The tests on every Python of PYTHONS that is here, and all of what is sampled otherwise
	@for version in $(PYTHONS); do \
	  python$$version -c '' 2>/dev/null || { echo "python$$version is not here: left out"; continue; }; \
	  $(MAKE) --no-print-directory VENV=.venv-$$version PYTHON=python$$version .venv-$$version/.installed-dev && \
	  THOROUGH=true .venv-$$version/bin/pytest $(PYTEST) || exit 1; \
	done

# Pages are tested in a real browser. On a laptop without one those tests are skipped; with CI=true they fail.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } || \
	echo "No chromium here: the tests that need a browser will be skipped."

# Versions are those of constraints.txt, the build backend's too: what was tested is what is installed.
$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP_INSTALL) hatchling editables
	$(PIP_INSTALL) --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP_INSTALL) --no-build-isolation --editable ".[dev]"
	@touch $@

test-newest: browser  ## The tests with the newest version of every library, in a venv of its own
	rm -rf .venv-newest
	$(MAKE) --no-print-directory VENV=.venv-newest LOCK= .venv-newest/.installed-dev
	.venv-newest/bin/pytest $(PYTEST)

lock:  ## Write constraints.txt anew from the newest versions; with the oldest Python that is supported
	rm -rf .venv-lock
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet --disable-pip-version-check hatchling editables ".[dev]"
	{ echo "# Made by make lock, with $$($(PYTHON) --version). make, CI and the operator's guide install from it."; \
	  .venv-lock/bin/pip freeze --exclude etalase; } > .venv-lock/constraints.txt
	mv .venv-lock/constraints.txt constraints.txt
	rm -rf .venv-lock

clean:  ## Forget what was built, but not what was published
	rm -rf build/site build/stage build/state.db* build/preview build/cache
