# make demo    analyse a sample video and write an annotated one to out/
# make test    run the tests
# make check   everything CI runs: format, lint, types, layers, tests
# make format  put the code into shape

.DEFAULT_GOAL := help
BIN := .venv/bin
DEMO := $(firstword $(wildcard sample_videos/*failure*.mp4) $(sort $(wildcard sample_videos/*.mp4)))
CODE := src tests tools

.PHONY: help setup demo test check format formatted lint types layers clean

help:
	@sed -n 's/^# //p' Makefile

setup: .venv/ready

.venv/ready: pyproject.toml .ci/setup
	./.ci/setup

demo: setup
	@mkdir -p out
	$(BIN)/lastrep analyze $(DEMO) --profile sample_videos/lifter.toml --video out/demo.mp4 --json out/demo.json --csv out/demo.csv
	@echo "The annotated video is out/demo.mp4"

test: setup
	$(BIN)/pytest -n 2 --dist worksteal

check: formatted lint types layers test

format: setup
	$(BIN)/ruff check --fix --quiet $(CODE)
	$(BIN)/ruff format $(CODE)

formatted: setup
	$(BIN)/ruff format --check $(CODE)

lint: setup
	$(BIN)/ruff check $(CODE)

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

clean:
	rm -rf out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
