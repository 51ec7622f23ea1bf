.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help run test check lint types imports perf results clean

help: ## show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[peers,dev]'
	@touch $@

run: $(READY) ## score every detector on both corpora and draw recall against throughput (out/)
	$(BIN)/leakbench run --out out/run --force
	$(BIN)/leakbench report out/run --out out/report --force

test: $(READY) ## install everything, then lint, check types and imports, and run all tests
	$(MAKE) check
	$(BIN)/python -m pytest -q

check: lint types imports ## the checks that run no test

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

perf: $(READY) ## time the generator, the native detector and the scorer (results/perf.json)
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -q tests/perf --benchmark-enable --benchmark-only

clean: ## remove the virtual environment and everything generated
	rm -rf $(VENV) out build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks
