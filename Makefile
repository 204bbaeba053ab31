# make demo: the demonstration federation, served    make test: every test    make install: no more
# Needs Python 3.11 or newer with venv, and make. Nothing else.

PYTHON ?= python3
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: install demo run test check bench i18n lock clean
.DELETE_ON_ERROR:

install: $(VENV)/.runtime

demo: $(VENV)/.runtime
	$(BIN)/partage demo --port $(PORT)

run: $(VENV)/.runtime
	$(BIN)/partage run

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

i18n: $(VENV)/.dev
	$(BIN)/python scripts/i18n.py

# Writes the locks again; needs uv (https://docs.astral.sh/uv/).
lock:
	uv pip compile --quiet --universal --generate-hashes --no-strip-extras --no-header pyproject.toml --extra build -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-strip-extras --no-header pyproject.toml --extra build --extra dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 ou plus récent est nécessaire : apt-get install python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "Le module venv manque : apt-get install python3-venv"; exit 1; }

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installation, une seule fois : quelques minutes sans rien afficher.  (Installing, once: some silent minutes.)"
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.runtime
