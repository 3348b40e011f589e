# All set-up is done here; Python 3.11+ and make are all that must be there.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help install run test lint types tests quality docs docs-check bench figures train clean

help:  ## Show the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: $(VENV)/.installed  ## Install the program and its development tools into .venv

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

run: install  ## Start the bot: on Telegram with TELEGRAM_BOT_TOKEN set, else in the sandbox
	@$(BIN)/hoidap start

test: lint types tests quality docs-check  ## Lint, types, tests, quality floors, docs check

lint: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: install
	$(BIN)/mypy

tests: install
	$(BIN)/pytest --numprocesses=auto --maxprocesses=4 --dist=loadscope

quality: install
	$(BIN)/python -m benchmarks.quality

docs-check: install
	$(BIN)/python -m tools.docs --check

docs: install  ## Write the generated parts of the docs anew
	$(BIN)/python -m tools.docs

bench: install  ## Measure speed and memory beside peers
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.crawl_rate

figures: install  ## Measure quality and speed beside their peers, for docs/quality.md
	$(BIN)/python -m benchmarks.report

train: install  ## Train the models that read answers anew, for data/model
	$(BIN)/python -m pip install --quiet --editable '.[train]'
	$(BIN)/python -m benchmarks.training

clean:  ## Remove what was installed and built; the archive in ./var stays
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache
