.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORE := $(VENV)/.core
PEERS := $(VENV)/.peers
READY := $(VENV)/.ready
# One worker more than cores, for some tests wait for other processes; those of `quick` do not.
WORKERS = 3
PYTEST = $(BIN)/python -m pytest -q --numprocesses $(WORKERS) --dist worksteal
# What jobs print stays in one piece each, where make can (macOS has an old one).
PIECES := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

# Images for containers often switch it off; here many processes start, and each would compile all
# modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test quick long fuzz check lint types imports compile-detectors compile-generator compile-tests lowest install-weight warm-numbers warm-words perf scaling scaling-tables results triage-case ratios publish report release reproduce cards docs pin readme notebook lock sbom clean

help: ## show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

# The versions that CI tests; for others, such as a newer Python asks for: make test CONSTRAINTS=/dev/null
CONSTRAINTS ?= constraints.txt
INSTALL = $(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check \
	--constraint $(CONSTRAINTS)

# leakbench itself, which is all that kernels need: they are compiled while the rest is fetched.
$(CORE): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --editable .
	@touch $@

# What `run` needs: the detectors of others, the page, and nothing that only tests need.
$(PEERS): $(CORE)
	$(INSTALL) 'leakbench[peers,report]'
	@touch $@

$(READY): $(CORE)
	$(INSTALL) 'leakbench[peers,report,dev]'
	@touch $(PEERS) $@

run: $(CORE) ## score every detector on both corpora, and make the page of it (out/)
	@$(MAKE) --jobs 3 $(PIECES) $(PEERS) warm-numbers warm-words
	$(BIN)/leakbench run --out out/run --force
	@$(BIN)/leakbench report out/run --out out/report --force > out/headline.txt

# What `run` compiles once, on two cores.
warm-numbers warm-words: warm-%: $(CORE)
	@$(BIN)/python tests/compile_kernels.py $*

# What tests need is fetched beside the two halves of the kernels and the checks, then the tests find
# all compiled: kernels, what they import, and themselves.
test: $(CORE) ## install everything, then lint, check types and imports, and run all tests
	$(MAKE) --jobs 3 $(PIECES) $(READY) compile-detectors compile-generator compile-tests lint types imports
	$(PYTEST)

quick: WORKERS := 2
quick: lint ## what tells most soonest: lint, and the tests that take no half second
	$(PYTEST) -m "not long and not slow"

long: $(READY) ## what `test` shows on few records or made-up inputs, on as many as it takes
	$(PYTEST) -m "long or hypothesis" --hypothesis-profile=long

MINUTES ?= 60
# Kernels check their indices here, so they are compiled into a cache of their own.
fuzz: $(READY) ## feed every reader, check and kernel with made-up inputs for MINUTES; what fails is kept (out/fuzz)
	NUMBA_BOUNDSCHECK=1 NUMBA_CACHE_DIR=$(abspath out/fuzz/kernels) $(BIN)/python -m tests.fuzz.drive --minutes $(MINUTES)

compile-detectors compile-generator: compile-%: $(CORE)
	$(BIN)/python tests/compile_kernels.py $*

# All workers collect all tests at once, and without this each would compile all modules that they
# import. Some of these have kernels, so those are compiled first.
compile-tests: $(READY) compile-detectors
	@$(BIN)/python -m pytest --numprocesses 0 --collect-only -qq > $(VENV)/.collected \
	|| { cat $(VENV)/.collected; exit 1; }

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

SCALES ?= 10000 100000 1000000 10000000 100000000
ENGINES ?= local
scaling: $(READY) ## measure generate, detect and score in one, by rows and workers (results/scaling)
	rm -rf out/scaling
	for rows in $(SCALES); do for engine in $(ENGINES); do for workers in 1 2; do \
	$(BIN)/leakbench run --corpus legal_person --detector native --rows $$rows --engine $$engine \
	--workers $$workers --out out/scaling/runs > /dev/null || exit 1; done; done; done
	$(MAKE) scaling-tables

# Of the newest jobs, if any were measured, and of results/perf.json.
scaling-tables: $(READY)
	$(BIN)/leakbench generate legal_person --rows 262144 --out out/scaling/dataset --force
	$(BIN)/python -c "import sys; from pathlib import Path; \
	from leakbench.benchmarks.store.directory import find_results; \
	from leakbench.benchmarks.throughput.core_hours import write_plan; \
	from leakbench.benchmarks.throughput.job_rates import job_rows, jobs_document, write_jobs; \
	runs, out = Path('out/scaling/runs'), Path('out/scaling'); \
	jobs = find_results([runs]) if runs.exists() else []; \
	jobs and write_jobs(jobs, out); \
	write_plan(Path('results/perf.json'), job_rows(jobs_document(jobs)) if jobs else [], out / 'dataset', out)"
	mkdir -p results/scaling
	for name in scaling.json scaling.md scaling.svg scaling.png core_hours.md bytes.md; do \
	[ ! -e out/scaling/$$name ] || cp out/scaling/$$name results/scaling || exit 1; done
	$(MAKE) readme

ROWS ?= 256
CORPORA := $(notdir $(basename $(wildcard generator/corpora/*.toml)))
SHOWN := native regex argus privyscope phonenumbers  # in sweeps
EXPLAINED := $(SHOWN) fool lac  # among examples of errors, the best on real text too
# Every corpus in three writings, as texts and as tables, with every detector that is installed.
benchmark = for noise in clean worn evasive; do for track in text table; do \
	$(BIN)/leakbench run $(addprefix --corpus ,$(CORPORA)) --rows $(ROWS) --noise $$noise \
	--track $$track --out $(1) --force --format json > /dev/null || exit 1; done; done

results: $(READY) ## run the whole benchmark, and publish it in results/
	rm -rf out/results
	$(call benchmark,out/results/runs)
	for axis in evasive hops; do $(BIN)/leakbench sweep $$axis --corpus legal_person --rows 1000 \
	$(addprefix --detector ,$(SHOWN)) --out out/results/sweeps --force > /dev/null || exit 1; done
	mkdir -p out/results/errors
	for name in $(EXPLAINED); do $(BIN)/leakbench errors --corpus chat_messages --noise evasive --rows 1000 \
	--detector $$name --format json > out/results/errors/$$name.json || exit 1; done
	for noise in clean worn; do $(BIN)/leakbench triage --simulate 50 --noise $$noise \
	--out out/results/triage-$$noise > /dev/null || exit 1; done
	$(BIN)/leakbench throughput --seconds 5 --out out/results/throughput > /dev/null
	$(MAKE) publish

triage-case: $(READY) ## triage a generated case of 1.2 million records, with one and with two workers (results/triage-case)
	rm -rf out/case out/triage-case
	$(BIN)/leakbench generate case --seed 1 --out out/case
	for workers in 1 2; do $(BIN)/leakbench triage out/case/seized --truth out/case/truth --workers $$workers \
	--out out/triage-case/$$workers > /dev/null || exit 1; \
	mkdir -p results/triage-case; cp out/triage-case/$$workers/case.md results/triage-case/workers-$$workers.md; done

# How far counts are from the truth on made-up folders, which no published result is measured on.
ratios: $(READY) ## measure how sure counts of people are (benchmarks/triage/measured_ratios.json)
	rm -rf out/ratios
	for noise in clean worn; do $(BIN)/leakbench triage --simulate 60 --noise $$noise --split dev --seed 7101 \
	--detector native --detector regex --out out/ratios/$$noise > /dev/null || exit 1; done
	$(BIN)/python -c "import json; from pathlib import Path; \
	from leakbench.benchmarks.triage.uncertainty import measured_document; \
	runs = [json.loads(Path(f'out/ratios/{noise}/triage.json').read_text('utf-8')) for noise in ('clean', 'worn')]; \
	text = json.dumps(measured_document(runs), ensure_ascii=False, indent=1); \
	Path('benchmarks/triage/measured_ratios.json').write_text(text + '\n', 'utf-8')"

# What was measured goes into results/ packed, what is read there as tables and the three pictures.
publish: $(READY)
	rm -f results/runs.jsonl.gz  # one run of everything is published
	$(BIN)/leakbench results pack out/results/runs --out results/runs.jsonl.gz
	rm -f out/results/documents.jsonl
	for file in out/results/sweeps/*.json out/results/errors/*.json out/results/throughput/*.json; do \
	$(BIN)/python -m json.tool --compact --no-ensure-ascii $$file >> out/results/documents.jsonl || exit 1; done
	gzip -9n < out/results/documents.jsonl > results/documents.jsonl.gz
	cp out/results/sweeps/*.md results/sweeps
	for name in triage-clean triage-worn throughput; do cp out/results/$$name/*.md results/$$name || exit 1; done
	$(MAKE) report
	cp $(addprefix out/published/report/,headline.md readme_table.md families.md levels.md operating_points.md table.md labels.md pareto.png \
	standings-light.svg standings-light.png standings-dark.svg standings-dark.png) results/report
	cp $(addprefix out/published/real/,headline.md levels.md table.md labels.md) results/real/report

report: $(READY) ## build the pages, and the figures and tables for papers, of results/ (out/published)
	$(BIN)/leakbench report results results/real --with results/documents.jsonl.gz --out out/published/report --force
	$(BIN)/leakbench report results/real --out out/published/real --force
	$(BIN)/leakbench report results results/real --paper --with results/documents.jsonl.gz \
	--with results/validity/validity.jsonl.gz --with results/validity/realism.jsonl.gz \
	--out out/published/paper --force

release: report ## archive what report builds, to be attached to a release (out/leakbench-report.tar.gz)
	tar -czf out/leakbench-report.tar.gz -C out published

reproduce: $(READY) ## run the whole benchmark again, and compare it with what is published
	rm -rf out/reproduced
	$(call benchmark,out/reproduced)
	$(BIN)/leakbench reproduce results out/reproduced

cards: $(READY) ## write a card for each corpus (results/cards)
	mkdir -p results/cards
	for corpus in $(basename $(notdir $(wildcard generator/corpora/*.toml))); do \
	$(BIN)/leakbench show $$corpus > results/cards/$$corpus.md; done

docs: $(READY) ## build the guides and the reference of the Python API, in English and Chinese (out/docs)
	rm -rf out/docs
	$(BIN)/python -m sphinx -W --keep-going -q -E -c docs -d out/doctrees . out/docs

pin: $(READY) ## pin the content that the generator makes now (tests/generator/pinned.json)
	$(BIN)/python tests/generator/pins.py

readme: $(READY) ## put the tables of results/ and the code of examples into the READMEs and the guides
	$(BIN)/python tests/docs/quotations.py

notebook: $(READY) ## run the notebook of the examples, and store what it gives (examples/first_steps.ipynb)
	$(BIN)/python tests/docs/notebook.py

lock: ## pin anew what CI installs, to the newest versions (constraints.txt)
	$(PYTHON) -m venv out/uv
	out/uv/bin/python -m pip install --quiet uv
	UV_CUSTOM_COMPILE_COMMAND="make lock" out/uv/bin/uv pip compile pyproject.toml --extra peers --extra report --extra dev \
	--universal --python-version 3.11 --no-annotate --upgrade --quiet --output-file constraints.txt

# Generator, scorer, readers of files, figures and the Python API call all that the core and `report` are made
# of. Packages as old as these warn of one another. The oldest numpy has wheels for Python 3.11 and 3.12 alone.
LOWEST := tests/generator/test_generate.py tests/generator/containers tests/benchmarks/scoring \
	tests/benchmarks/console tests/benchmarks/figures tests/leakbench/api
lowest: ## run some tests with the lowest versions that pyproject.toml names (out/lowest)
	$(PYTHON) -m venv --clear out/lowest
	out/lowest/bin/python -m pip install --quiet uv
	out/lowest/bin/uv pip compile pyproject.toml --extra report --resolution lowest-direct \
	--python out/lowest/bin/python --no-annotate --quiet --output-file out/lowest/lowest.txt
	out/lowest/bin/python -m pip install --quiet --constraint out/lowest/lowest.txt --editable '.[report]' \
	hypothesis nervaluate packaging pandas phonenumbers polars pytest pytest-benchmark python-docx \
	python-stdnum xlwt
	out/lowest/bin/python -m pytest -q -o filterwarnings= -m "not slow and not long" $(LOWEST)

install-weight: $(CORE) ## measure what pip brings with leakbench and its extras (results/install)
	$(BIN)/python tests/install_weight.py core report peers
	$(MAKE) readme

sbom: $(READY) ## list all that is installed, with versions and licences (out/sbom.json, CycloneDX)
	$(PYTHON) -m venv out/cyclonedx
	out/cyclonedx/bin/python -m pip install --quiet cyclonedx-bom
	out/cyclonedx/bin/cyclonedx-py environment $(BIN)/python --pyproject pyproject.toml \
	--output-reproducible --output-format JSON --validate --output-file out/sbom.json

clean: ## remove the virtual environment and everything generated
	rm -rf $(VENV) out build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks
