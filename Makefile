# make          set up what is missing, build everything into site/
# make test     set up what tests need, run all tests
# make serve    the site on this machine, refreshed as you write
# make check    all problems of the content, nothing built
# make lint     ruff and mypy --strict
# make lock     renew requirements.lock after changing pyproject.toml
# make clean    remove what was built (not .venv)

PYTHON ?= python3
BIN := .venv/bin

.PHONY: all setup test serve check lint lock clean help
all: setup
	@$(BIN)/humi build

setup:
	@$(PYTHON) scripts/setup.py

test:
	@$(PYTHON) scripts/setup.py --tests
	@$(BIN)/python -m pytest

serve: setup
	@$(BIN)/humi serve

check: setup
	@$(BIN)/humi check

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

lock: setup
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev \
		--no-header --no-emit-index-url --no-emit-find-links pyproject.toml --output-file requirements.lock

clean:
	@rm -rf build site

help:
	@sed -n 's/^# //p' Makefile
