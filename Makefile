# Set-up, then the tasks of tasks.py. `make build` and `make test` are all that a new clone needs.
PYTHON ?= python3
RUN = .venv/bin/inv

build pack serve livereload preview publish clean rebuild: .venv/ready
	@$(RUN) $@

test check bench: .venv/ready-dev
	@$(RUN) $@

.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Dossier needs Python 3.11 or newer; \`make PYTHON=python3.12 build\` uses another one."; exit 1; }
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# Pins the newest versions that pyproject.toml allows; needs uv.
pins:
	uv pip compile pyproject.toml --extra import --group tasks --universal --generate-hashes --no-header --upgrade --output-file requirements.txt
	uv pip compile --group dev --constraints requirements.txt --universal --generate-hashes --no-header --upgrade --output-file requirements-dev.txt

.PHONY: build test check bench pack serve livereload preview publish clean rebuild pins
