# make demo: map the example discussion. make test: all checks. Both need python3 (3.11 or newer).
# make screenshot: the picture in the README (needs Chromium). make page: the engine of map.html
# (needs node; the built file is in the repository). make bench: measure argmap beside other tools, in an
# environment of its own, and write docs/reference/benchmarks.md (some twenty minutes).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := .venv-bench
OUT := out/leaving-meta
EXAMPLE := examples/leaving-meta.algolia.json

.PHONY: demo test screenshot page bench bench-page clean

demo: $(VENV)/installed
	@$(BIN)/argmap map $(EXAMPLE) -o $(OUT)
	@echo
	@echo "Page:     $(OUT)/map.html (open it in a browser; it works offline)"
	@echo "Summary:  $(OUT)/summary.md"
	@echo "RDF:      $(OUT)/map.ttl (ask it: $(BIN)/argmap query $(OUT) --named contested)"
	@echo "Map:      $(OUT)/map.json"

test: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadfile

screenshot: $(VENV)/installed-dev
	$(BIN)/python docs/make_screenshot.py

page:
	cd page && npm ci --no-audit --no-fund && npm run build

bench: $(BENCH)/installed
	$(BENCH)/bin/python benchmarks/run_all.py

bench-page:
	$(PYTHON) benchmarks/report.py

# BERTopic without its dependencies: they would bring torch, and it gets argmap's encoder.
$(BENCH)/installed: pyproject.toml
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[bench,corpus]'
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps 'bertopic>=0.17,<0.18'
	@touch $@

$(VENV)/installed: pyproject.toml | $(VENV)/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(VENV)/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/installed

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "argmap needs Python 3.11 or newer; name one with make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv is missing; install it: sudo apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

clean:
	rm -rf $(VENV) $(BENCH) out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
