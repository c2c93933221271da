# make         decks and worksheets under build/
# make test    the whole test suite
# make lint    ruff, mypy and import-linter
# make fuzz    1,000 mutated files through the reader of each format of a copy
# make bench   how often the checks are right; with the book's text also those that read it; how long all takes

PYTHON ?= python3
BIN := .venv/bin
AXE := axe-core@4.14.1
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: build test lint bench fuzz clean

build: .venv/installed
	@$(BIN)/quizgen build

test: .venv/installed-for-tests
	$(BIN)/python -m pytest -n 2

lint: .venv/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-for-tests
	$(BIN)/python -m evals.item_writing
	$(BIN)/python -m evals.grounding
	$(BIN)/python -m evals.mutants --all-on questions/revolution-betrayed evals/banks quizgen/starter
	$(BIN)/python -m evals.by_hand
	$(BIN)/python -m evals.editions
	$(BIN)/python -m bench.speed

fuzz: .venv/installed-for-tests
	$(BIN)/python -m tests.fuzz.readers

clean:
	rm -rf .venv build

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("quizgen needs Python 3.11 or newer, and this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing quizgen into .venv …"
	@$(PIP) --editable .
	@touch $@

.venv/installed-for-tests: .venv/installed
	@$(PIP) --editable '.[pdf,test,lint]'
	@! command -v npm >/dev/null || npm install --silent --no-save --no-audit --no-fund --prefix .venv $(AXE)
	@touch $@
