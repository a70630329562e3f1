# The whole vocabulary; `make` alone explains it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export RASA_TELEMETRY_ENABLED := false

.PHONY: help run test lint bench lock clean

help: ## what there is
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

run: ## set up what is missing and start Vart
	@scripts/setup.sh app rasa
	@exec .venv/bin/vart run

test: ## set up what is missing and run every check and test
	@scripts/setup.sh dev rasa browser postgres
	@$(MAKE) --no-print-directory lint
	@.venv/bin/vart content check
	@.venv/bin/vart train
	@# The conversations hold a real Rasa for the whole run: a process of their own ends it cleanly.
	@.venv/bin/pytest tests/dialogues
	@.venv/bin/pytest --ignore=tests/dialogues

lint: ## style, types and formatting
	@scripts/setup.sh dev
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy

bench: ## measure, and print the tables of docs/performance.md
	@scripts/setup.sh dev rasa
	@.venv/bin/python -m bench

lock: ## resolve requirements/*.in anew into the locked environments
	@scripts/lock.sh

clean: ## remove everything that was built or stored here
	rm -rf .venv .venv-rasa var models
