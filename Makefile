# Two commands are enough: `make start` shows Heelwise, `make test` checks all of it.
# Both set up what they need in .venv, and say what they do.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: help start test bench format lint docs lock messages clean

help: ## list these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

start: ## set up and open Heelwise (HEELWISE_PORT chooses the port)
	@$(PYTHON) tools/set_up.py start
	@exec $(BIN)/heelwise serve

test: ## set up, then every check and every test
	@$(PYTHON) tools/set_up.py test
	@$(BIN)/python tools/checks.py
	@$(BIN)/python -m pytest -n 2 --dist loadfile

bench: ## throughput on this machine, printed, never a pass or a fail
	@$(PYTHON) tools/set_up.py test
	@HEELWISE_TEST_TYPECHECK=0 $(BIN)/python -m pytest tests/bench -s -q -p no:xdist

format: ## put the code in its house form
	@$(PYTHON) tools/set_up.py test
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lint: ## the checks of `make test`, without the tests
	@$(PYTHON) tools/set_up.py test
	@$(BIN)/python tools/checks.py

docs: ## build the pages of docs/ into site/
	@$(PYTHON) tools/set_up.py test
	@$(BIN)/python tools/checks.py docs

lock: ## renew requirements/*.txt from pyproject.toml and requirements/*.in
	@$(PYTHON) tools/set_up.py test
	@$(BIN)/python tools/renew_locks.py

messages: ## gather every sentence people read into the message template
	@$(PYTHON) tools/set_up.py test
	@$(BIN)/python tools/renew_messages.py

clean: ## remove what was built; your own data stay where they are
	rm -rf .venv site build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
