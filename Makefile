# Two commands do everything on a fresh clone: `make report` and `make test`.
# ARTICLES=path/to/folder reports on other articles; PYTHON=python3.12 picks another Python.

PYTHON ?= python3
ARTICLES ?= data/articles
BIN = .venv/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: report test check

report: .venv/report.stamp
	$(BIN)/mediakit report "$(ARTICLES)" --out reports/overview

test: check
	$(BIN)/pytest -n 2 --dist worksteal

check: .venv/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/report.stamp: .lock/report.txt pyproject.toml | .venv/bin/python
	$(INSTALL) --require-hashes -r .lock/report.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

.venv/test.stamp: .lock/test.txt pyproject.toml | .venv/bin/python
	$(INSTALL) --require-hashes -r .lock/test.txt
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@ .venv/report.stamp
