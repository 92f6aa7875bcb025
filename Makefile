# make demo: the demo shop. make test: everything that must hold. Both make .venv first, when it is not there.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CHECKED := src tests $(wildcard bench)
# a shim of a version manager may be on the PATH and still not run, so each is asked
OLD_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
  $$p -c '$(OLD_ENOUGH)' >/dev/null 2>&1 && echo $$p && break; done)
SIZE ?= small
WORKERS ?= 2

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# without compiled modules every start is slower than what users have, and the bench would measure that
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## what can be made
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 16

$(STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "tinycrm needs Python 3.11 or newer; none is on the PATH (PYTHON=... names one)." >&2; exit 1; }
	@echo "Setting up $(VENV) with $(PYTHON)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
	@$(BIN)/python -m pip install -qq -c constraints.txt -e '.[dev]'
	@touch $@

.PHONY: demo
demo: $(STAMP) ## the demo shop, in a file that goes when it ends
	@$(BIN)/tinycrm demo

.PHONY: test
test: $(STAMP) ## style, types, floors and tests
	@$(BIN)/ruff check --quiet $(CHECKED)
	@$(BIN)/ruff format --check --quiet $(CHECKED) || { echo "Some files are not in the house style: make format." >&2; exit 1; }
	@echo "ruff: fine"
	@$(BIN)/mypy $(CHECKED)
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest -q -n $(WORKERS) -m "not soak"

.PHONY: soak
soak: $(STAMP) ## the slow tests: crash, load, fuzz
	@$(BIN)/python -m pytest -q -m soak --hypothesis-profile=default

.PHONY: bench
bench: $(STAMP) ## speed of the quick commands (SIZE=big: 100,000 people)
	@$(BIN)/python -m bench --size $(SIZE)

.PHONY: pictures
pictures: $(STAMP) ## the pictures of the README, drawn anew from the demo shop
	@$(BIN)/python -m bench.pictures

.PHONY: format
format: $(STAMP) ## put the code into the house style
	@$(BIN)/ruff check --fix --quiet $(CHECKED); $(BIN)/ruff format --quiet $(CHECKED)

.PHONY: clean
clean: ## take away what was made here, .venv too
	@rm -rf $(VENV) build dist .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
