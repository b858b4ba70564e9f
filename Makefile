# Two commands do everything: `make demo` solves a hotline, `make test` runs the tests. Both set up what they need.

PYTHON ?= $(shell for python in python3.11 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin

# Compiled modules and tests are kept, whatever the shell says: else each process compiles all of them anew.
unexport PYTHONDONTWRITEBYTECODE

# uv installs in a fraction of pip's time; where it cannot be had, or does not find everything, pip installs by itself.
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
install = { $(PIP) install uv && $(BIN)/python -m uv --quiet pip install --python $(BIN)/python --editable $(1); } || \
	$(PIP) install --editable $(1)

.PHONY: demo ready test test-heavy test-all lint types docs examples check-solutions bench results instances hooks clean

demo: $(VENV)/installed
	$(BIN)/schedule solve instances/helpline -o demo/helpline --time-limit 20
	@echo "Open demo/helpline/report.html"

ready: $(VENV)/installed-dev $(VENV)/compiled

test: ready
	$(BIN)/python -m pytest -n 2 --dist worksteal -m 'not heavy'

test-heavy: ready
	$(BIN)/python -m pytest -n 2 --dist worksteal -m heavy

test-all: ready
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .

types: $(VENV)/installed-dev
	$(BIN)/mypy --strict

# The site of the documents, in site/; a dead link or anchor fails it.
docs: $(VENV)/installed-dev
	$(BIN)/python -m tools.reference
	$(BIN)/python -m zensical build --strict --clean

# The notebooks of examples/, executed, as pages of the site.
examples: $(VENV)/installed-dev
	$(BIN)/python -m tools.notebooks

check-solutions: $(VENV)/installed
	@for roster in solutions/*/roster.json; do \
		test -e "$$roster" || { echo "no solutions to check" >&2; exit 1; }; \
		echo "$$roster"; $(BIN)/schedule check "$$roster" || exit $$?; done

bench: $(VENV)/installed-dev $(VENV)/compiled
	$(BIN)/python -m benchmarks.run --suite small

# Everything that README and docs/results/index.md quote: about 12 minutes on two cores that do nothing else.
results: $(VENV)/installed-dev $(VENV)/compiled
	$(BIN)/python -m benchmarks.run --suite sizes --out benchmarks/results/sizes
	$(BIN)/python -m benchmarks.run --suite instances --out benchmarks/results/instances
	$(BIN)/python -m tools.results

instances: $(VENV)/installed
	$(BIN)/python instances/generate.py

hooks: $(VENV)/installed-dev
	$(BIN)/pre-commit install

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# A changed pyproject.toml makes the environment anew, so that nothing stays behind that is no longer asked for.
$(VENV)/installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; name it: make PYTHON=/path/to/python" >&2; exit 1; }
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(call install,.)
	@touch $@

# The inner loops are compiled once, and not by every process that finds none in the cache.
$(VENV)/compiled: $(VENV)/installed $(shell find scheduler -name '*.py')
	$(BIN)/python -m scheduler.simulate & $(BIN)/python -m scheduler.engine && wait $$!
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(call install,'.[dev]')
	@touch $@
