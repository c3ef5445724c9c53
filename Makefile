# Two commands are enough: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/sh
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
STORE ?= var/nlp_service.db
CORPORA ?= ../shared/corpora
export PYTHONUTF8 := 1

RUNTIME := $(VENV)/.runtime
DEVELOP := $(VENV)/.develop
TRAIN_VENV := .venv-train
TRAIN_BIN := $(TRAIN_VENV)/bin
TRAIN := $(TRAIN_VENV)/.train

.DEFAULT_GOAL := help
.PHONY: help run setup develop test check lint types imports unit format evaluate floors bench openapi \
	train-ner train-ner-accurate train-ner-fast train-topics train-words lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | awk -F'\t' '{printf "  %-14s %s\n", $$1, $$2}'

run: $(RUNTIME) ## set up, ingest the sample articles, serve API and page on http://127.0.0.1:8000
	$(BIN)/nlp-service ingest corpus/samples --store $(STORE)
	$(BIN)/nlp-service serve --store $(STORE) --host $(HOST) --port $(PORT)

setup: $(RUNTIME) ## create the environment from the lock, nothing else

develop: $(DEVELOP) ## create the environment with the development tools

test: check ## set up and run everything: lint, types, import contract, tests

check: lint types imports unit ## the same, step by step

lint: $(DEVELOP) ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEVELOP) ## strict types
	$(BIN)/mypy

imports: $(DEVELOP) ## imports run one way
	$(BIN)/lint-imports

unit: $(DEVELOP) ## tests with the coverage floor
	$(BIN)/pytest -n 2 --dist loadgroup --cov --cov-report=term --cov-fail-under=90

format: $(DEVELOP) ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

evaluate: $(DEVELOP) ## accuracy, a table per task, against the floors
	$(BIN)/nlp-service evaluate --corpora $(CORPORA)

floors: $(DEVELOP) ## raise the accuracy floors to what is measured now
	$(BIN)/nlp-service evaluate --corpora $(CORPORA) --write-floors

bench: $(DEVELOP) ## speed: words, entities, dates, ingest, search, HTTP
	$(BIN)/python -m benchmarks.words
	$(BIN)/python -m benchmarks.entities
	$(BIN)/python -m benchmarks.temporal
	$(BIN)/python -m benchmarks.ingest
	$(BIN)/python -m benchmarks.search
	$(BIN)/python -m benchmarks.http_latency

openapi: $(DEVELOP) ## write docs/openapi.json anew
	$(BIN)/python -m nlp_service.api.openapi

train-ner: train-ner-accurate train-ner-fast ## train both entity taggers from the corpora; continues where it was stopped

train-ner-accurate: $(TRAIN) ## train the encoder: hours on two cores
	$(TRAIN_BIN)/python -m nlp_service.training.ner_accurate --corpora $(CORPORA) --output models/ner-accurate

train-ner-fast: $(DEVELOP) ## train the small tagger: 20 minutes on one core
	OMP_NUM_THREADS=1 $(BIN)/python -m nlp_service.training.ner --corpora $(CORPORA) --output models/ner-fast

train-words: $(TRAIN) ## train the word segmenter: two public segmenters label news first
	OMP_NUM_THREADS=1 $(TRAIN_BIN)/python -m nlp_service.training.words --corpora $(CORPORA) --output models/words

train-topics: $(DEVELOP) ## train the topic classifier from the corpora
	OMP_NUM_THREADS=1 $(BIN)/python -m nlp_service.training.topics --corpora $(CORPORA) --output models/topics

lock: $(DEVELOP) ## resolve the dependencies anew
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command 'make lock' -o requirements/runtime.txt
	$(BIN)/uv pip compile pyproject.toml --group build --group dev -c requirements/runtime.txt --universal \
		--python-version 3.11 --generate-hashes --custom-compile-command 'make lock' -o requirements/dev.txt
	$(BIN)/uv pip compile pyproject.toml --group build --group train -c requirements/runtime.txt --universal \
		--python-version 3.11 --generate-hashes --custom-compile-command 'make lock' -o requirements/train.txt

clean: ## remove the environment, the caches and the embedded store
	rm -rf $(VENV) $(TRAIN_VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache var

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

# The stamp is written last, so that a set-up that was stopped is done again.
$(RUNTIME): requirements/runtime.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --disable-pip-version-check --quiet --require-hashes -r requirements/runtime.txt
	$(BIN)/pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	touch $@

$(DEVELOP): requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --disable-pip-version-check --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	touch $(RUNTIME) $@

# What trains the encoder and labels news for the segmenter is large, so it has an environment of its own.
$(TRAIN): requirements/train.txt pyproject.toml
	$(PYTHON) -m venv $(TRAIN_VENV)
	$(TRAIN_BIN)/pip install --disable-pip-version-check --quiet --require-hashes -r requirements/train.txt
	$(TRAIN_BIN)/pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	touch $@
