# Each of these does all of its own set-up on a machine that has Python (3.11 or newer), make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SECONDS ?= 60
SEED ?= 0

.PHONY: demo test bench fuzz forms weights quality docs clean

demo: $(VENV)/.installed  ## lint the drafts of the example company
	@cd examples && ../$(BIN)/tweetlint check . --now 2026-11-22T09:00:00+09:00; status=$$?; test $$status -le 1

test: $(VENV)/.installed-dev  ## lint and type-check the code, run every test
	$(BIN)/ruff check tweetlint tests benchmarks docs
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto

bench: $(VENV)/.installed-dev  ## measure speed and memory against bare tokenisation
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/.installed-dev  ## try made-up inputs, SECONDS (60) for each target; failing ones are kept in .fuzz/
	$(BIN)/python -m tests.fuzz all --seconds $(SECONDS) --seed $(SEED)

forms: $(VENV)/.installed  ## renew how the words of the rules are written, after words have been added
	$(BIN)/python -m tweetlint.load.forms

weights: $(VENV)/.installed-dev  ## weigh words anew, after labelled posts have been added
	$(BIN)/python -m tests.quality.learn

quality: $(VENV)/.installed-dev  ## measure the rules on the labelled posts; renews docs/quality.md and what the tests hold
	$(BIN)/python -m tests.quality --write

docs: $(VENV)/.installed  ## renew the pages that are made of the rule files
	$(BIN)/python -m docs.generate

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "tweetlint needs Python 3.11 or newer; run make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .fuzz
