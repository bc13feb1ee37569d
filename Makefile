# CNN Lab: `make run` opens the laboratory, `make test` checks and tests everything.

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-input --no-compile --requirement
# What pip would do with one core, on all of them, without the packages' own tests, which are a quarter; of the files that are no
# Python, pip says nothing either.
COMPILE := $(PY) -m compileall -qq -j 0 -x '/tests?/|_test\.py$$' $(VENV)/lib || true
# Two files at a time, in their order: sorted by the number of their tests, the longest would come last.
PYTEST := $(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# The tests start hundreds of processes, each of which would compile what it imports of the program anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test fast check benchmarks notebooks screens

help:
	@echo "make run         install what the laboratory needs into $(VENV) and open it in the browser"
	@echo "make test        the checks, then every test, in Chromium too"
	@echo "make fast        the tests without those in Chromium"
	@echo "make check       ruff and mypy"
	@echo "make benchmarks  the programs in benchmarks/; what they measure goes into docs/performance.md"
	@echo "make notebooks   trains the networks of the course notebooks on the full data: hours without a graphics card"
	@echo "make screens     pictures of every page and of its states, into screens/"

run: $(VENV)/installed
	@$(PY) -m streamlit run app.py

# The checks take one core for most of a minute, so the tests begin beside them. In Chromium, each of two processes has an app of its own.
test: $(VENV)/installed-dev
	@$(PY) tools/find_chromium.py > /dev/null
	@$(MAKE) --no-print-directory --jobs=2 check fast
	@CNN_LAB_CHROMIUM="$$($(PY) tools/find_chromium.py)" $(PYTEST) tests/browser

fast: $(VENV)/installed-dev
	@$(PYTEST) -m "not browser and not long"

check: $(VENV)/installed-dev
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

benchmarks: $(VENV)/installed-dev
	@$(PY) benchmarks/performance.py

notebooks: $(VENV)/installed-dev
	@$(PY) benchmarks/notebooks.py --out runs/notebooks.json

screens: $(VENV)/installed-dev
	@$(PY) tools/screens.py

$(PY):
	@PYTHON="$(PYTHON)" sh tools/make_venv.sh $(VENV)

# The stamps say which requirements are installed; a changed requirements file installs again.
$(VENV)/installed: requirements.txt | $(PY)
	@echo "Installing the requirements (the first time takes some minutes)."
	@$(PIP) requirements.txt
	@$(COMPILE)
	@touch $@

$(VENV)/installed-dev: requirements.txt requirements-dev.txt | $(PY)
	@echo "Installing the requirements of the tests (the first time takes some minutes)."
	@$(PIP) requirements-dev.txt
	@$(COMPILE)
	@touch $@ $(VENV)/installed
