# `make demo` and `make test` need git, make and Python ≥ 3.11; they set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := build/bench-venv/.ready
# Compiled modules are kept, whatever the machine says: tests start many processes.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: install demo play screenshots test bench load soak chaos check format lock clean

install: $(READY)

demo: $(READY)
	$(BIN)/okrbot demo

# QUARTER=1 plays a whole quarter of both examples, from drafts to closed scores.
play: $(READY)
	$(BIN)/okrbot demo --play $(if $(QUARTER),--quarter)

# Pictures for README and guides, docs/images; needs a Chromium on the PATH.
screenshots: $(READY)
	$(BIN)/python -m tests.screenshots

test: $(READY)
	$(BIN)/pytest -n 4 --dist worksteal -q

# SIZE=… people, ROWS="P11 …" for some rows. Peers that cannot be installed leave their rows out.
bench: $(READY) $(PEERS)
	$(BIN)/python -m tests.bench $(ROWS)

# How much a number of processes takes; wants a quiet machine.
load: $(READY)
	$(BIN)/python -m tests.load

# COUNT=… inputs, EVENTS=… for a bot that is watched, PEOPLE=… in what is restored, SEED=…,
# WORKERS=…; ONLY="sqlite|restore" some jobs by parts of their names.
soak: $(READY)
ifndef ONLY
	OKRBOT_EVERY_CASE=1 $(BIN)/pytest -q tests/replies/test_replies_properties.py \
		tests/services/test_service_alert_life.py tests/rights/test_rights_matrix.py
	OKRBOT_WATCH_LOGS=1 $(BIN)/pytest -q tests/bot
endif
	$(BIN)/python -m tests.soak

# KILLS=… per variant and database, SEED=…, FULL=1
chaos: $(READY)
	$(BIN)/python -m tests.chaos

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit -q -lll -r bot storage
	$(BIN)/deptry .
	$(BIN)/pytest -q tests/test_layout.py

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --generate-hashes \
		--no-emit-index-url --no-header --output-file requirements.lock

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "okrbot needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv is missing. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(PEERS): tests/bench/peers.txt
	rm -rf $(@D)
	$(PYTHON) -m venv $(@D)
	-$(@D)/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $< \
		&& touch $@

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis
