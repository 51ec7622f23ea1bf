.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help run test check lint types imports perf results report reproduce cards docs pin readme clean

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
	$(BIN)/python -m pytest -q --numprocesses 2 --dist worksteal

check: lint types imports ## the checks that run no test

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

perf: $(READY) ## time the generator beside others, the native detector and the scorer (results/perf.json)
	$(BIN)/python -m pip install --quiet --editable '.[perf]'
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -q tests/perf --benchmark-enable --benchmark-only --benchmark-json=results/perf.json

ROWS ?= 256
CORPORA := $(notdir $(basename $(wildcard generator/corpora/*.toml)))
SHOWN := native regex argus privyscope phonenumbers  # in sweeps and among examples of errors
# Every corpus in three writings, as texts and as tables, with every detector that is installed.
benchmark = for noise in clean worn evasive; do for track in text table; do \
	$(BIN)/leakbench run $(addprefix --corpus ,$(CORPORA)) --rows $(ROWS) --noise $$noise \
	--track $$track --out $(1) --force --format json > /dev/null || exit 1; done; done

results: $(READY) ## run the whole benchmark into results/, and write its report
	rm -rf $(addprefix results/,$(CORPORA))  # one run is published
	$(call benchmark,results)
	for axis in evasive hops; do $(BIN)/leakbench sweep $$axis --corpus legal_person --rows 1000 \
	$(addprefix --detector ,$(SHOWN)) --out results/sweeps --force > /dev/null || exit 1; done
	mkdir -p results/errors
	for name in $(SHOWN); do $(BIN)/leakbench errors --corpus chat_messages --noise evasive --rows 1000 \
	--detector $$name --format json > results/errors/$$name.json || exit 1; done
	for noise in clean worn; do $(BIN)/leakbench triage --simulate 50 --noise $$noise \
	--out results/triage-$$noise --force > /dev/null || exit 1; done
	$(BIN)/leakbench throughput --seconds 5 --out results/throughput --force > /dev/null
	$(MAKE) report

report: $(READY) ## write the report on results/ and the figures for papers anew
	$(BIN)/leakbench report $(addprefix results/,$(CORPORA)) $(addprefix --with ,$(wildcard results/sweeps/*.json \
	results/errors/*.json)) --out results/report --force
	$(BIN)/leakbench report $(addprefix results/,$(CORPORA)) --paper $(addprefix --with ,$(wildcard results/sweeps/*.json \
	results/throughput/*.json results/validity/*.json)) --out results/paper --force

reproduce: $(READY) ## run the whole benchmark again, and compare it with what is published
	rm -rf out/reproduced
	$(call benchmark,out/reproduced)
	$(BIN)/leakbench verify results out/reproduced

cards: $(READY) ## write a card for each corpus (results/cards)
	mkdir -p results/cards
	for corpus in $(basename $(notdir $(wildcard generator/corpora/*.toml))); do \
	$(BIN)/leakbench card $$corpus > results/cards/$$corpus.md; done

docs: $(READY) ## build the reference of the Python API (out/docs)
	$(BIN)/python -m pip install --quiet pdoc
	$(BIN)/python -m pdoc --docformat google --output-directory out/docs leakbench.generator leakbench.detectors leakbench.benchmarks

pin: $(READY) ## pin the content that the generator makes now (tests/generator/pinned.json)
	$(BIN)/python tests/generator/pins.py

readme: $(READY) ## put the tables of results/ and the example's code into the READMEs
	$(BIN)/python -c "import pathlib, re; fence = chr(96) * 3; \
	read = lambda path: pathlib.Path(path).read_text('utf-8'); \
	code = lambda path: f'{fence}python\n{read(path)}{fence}\n' if path.endswith('.py') else read(path); \
	[readme.write_text(re.sub(r'(<!-- begin (\S+) -->\n).*?(<!-- end)', \
	lambda m: m[1] + code(m[2]) + m[3], readme.read_text('utf-8'), flags=re.S), 'utf-8') \
	for readme in map(pathlib.Path, ('README.md', 'README.zh-CN.md'))]"

clean: ## remove the virtual environment and everything generated
	rm -rf $(VENV) out build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks
