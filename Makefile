# Two commands do everything: `make demo` and `make test`. The others are for those who work on the house.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# Where the demo lays its country, journal and report.
DEMO ?= demo

.PHONY: help demo test api-test lint bench soak

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort | column -t -s "$$(printf '\t')"

demo: ## Build, make a synthetic country, run its nights on SQLite, print the report, open the desk
	@scripts/require cargo cc node npm
	@scripts/demo "$(DEMO)"

test: ## Pass every test; installs what it needs (PostgreSQL, Chromium, npm packages) and says so
	@scripts/require cargo cc node npm
	@scripts/test

api-test: ## Try the API with requests made up from its own document (Schemathesis, from PyPI)
	@scripts/require cargo cc node npm python3
	@scripts/web && cargo build --locked --package ankomst && ANKOMST_BINARY=$$PWD/target/debug/ankomst scripts/schemathesis

lint: ## Formatting, clippy with warnings as errors, licences of dependencies
	@scripts/require cargo cc node npm
	@scripts/lint

bench: ## Measure the bars that docs/performance.md speaks of
	@scripts/require cargo cc node npm
	@scripts/bench

soak: ## Kill and restart nights for a long time, on both databases
	@scripts/require cargo cc node npm
	@scripts/soak
