# Two commands matter: `make run` and `make test`. Both need Python 3.11+ and make, and nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help run test check bench setup setup-test lock format clean
.DELETE_ON_ERROR:

help:
	@echo "make run     set up, load the demo company once, serve on http://localhost:3000"
	@echo "make test    every check: lint, types, contracts, tests on both databases, browser journeys"
	@echo "make check   lint, types of what changed, all tests without a database and a few with one: about a minute"
	@echo "make bench   measure cost per request"
	@echo "make setup   install only"
	@echo "make format  put the code in order"
	@echo "make lock    resolve the dependencies anew"

run: setup
	@$(BIN)/storefront run

test: setup-test
	@$(BIN)/python -m tests.checks all

check: setup-test
	@$(BIN)/python -m tests.checks fast

bench: setup-test
	@$(BIN)/python -m tests.checks browser
	@$(BIN)/storefront bench

setup: $(VENV)/.installed

setup-test: $(VENV)/.installed-test

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "make: $(PYTHON) is $$($(PYTHON) --version 2>&1); Python 3.11 or newer is needed (make PYTHON=python3.12 …)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "make: this Python cannot make environments: install python3-venv (Debian, Ubuntu) and try again" >&2; exit 1; }
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv $(VENV)

# The stamps hold what was installed: a checkout that only touches the files installs nothing.
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@if ! cmp -s requirements.lock $@; then \
	  echo "Installing the application (once per change of requirements.lock)"; \
	  $(PIP) install --quiet --require-hashes --no-deps -r requirements.lock; \
	fi
	@$(PIP) install --quiet --no-deps --no-index --no-build-isolation --editable .
	@cp requirements.lock $@

$(VENV)/.installed-test: requirements-test.lock $(VENV)/.installed
	@if ! cmp -s requirements-test.lock $@; then \
	  echo "Installing the test tools (once per change of requirements-test.lock)"; \
	  $(PIP) install --quiet --require-hashes --no-deps -r requirements-test.lock; \
	fi
	@cp requirements-test.lock $@

# Hashes, and no address: what is installed is known by its content, wherever it comes from.
COMPILE = $(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock"
lock: | $(BIN)/python
	@$(PIP) install --quiet uv
	@$(COMPILE) --extra setup --output-file requirements.lock
	@$(COMPILE) --extra setup --extra test --constraint requirements.lock --output-file requirements-test.lock

format: setup-test
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

clean:
	@rm -rf $(VENV) .web .build .pytest_cache .ruff_cache .import_linter_cache .hypothesis htmlcov test-results
