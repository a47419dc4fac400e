# Set-up, then the tasks of tasks.py. `make build` and `make test` are all that a new clone needs.
PYTHON ?= python3
RUN = .venv/bin/inv
# Each file names all that is needed, so nothing has to be worked out; modules compile when they are first imported, and most never are.
PINNED = --quiet --disable-pip-version-check --no-deps --no-compile --require-hashes

build desk pack serve livereload preview publish clean rebuild wheel words: .venv/ready
	@$(RUN) $@

test check bench docs release: .venv/ready-dev
	@$(RUN) $@

book: .venv/ready-book
	@$(RUN) $@

help:
	@echo "make build       set up, and build output/"
	@echo "make preview     build it with the drafts in it; make livereload and make desk serve that"
	@echo "make publish     build dist/site for others; make pack and make book hand it on"
	@echo "make check       the checks of content and code; make test runs these and all tests"
	@echo "make docs        the documentation, in dist/docs"
	@echo "make words       bring the catalogues of the interface up to date"
	@echo "make bench       measure what an article costs"
	@echo "make wheel       the package; make release makes and tries what would be uploaded"
	@echo "make pins        pin the newest versions of all dependencies; needs uv"
	@echo "make clean       remove what builds have written; make rebuild builds anew"

.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Dossier needs Python 3.11 or newer; \`make PYTHON=python3.12 build\` uses another one."; exit 1; }
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install $(PINNED) -r requirements.txt
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt requirements-docs.txt
	.venv/bin/python -m pip install $(PINNED) -r requirements-dev.txt -r requirements-docs.txt
	@touch $@

.venv/ready-book: .venv/ready requirements-book.txt
	.venv/bin/python -m pip install $(PINNED) -r requirements-book.txt
	@touch $@

# Pins the newest versions that pyproject.toml allows; needs uv.
pins:
	uv pip compile pyproject.toml --extra cards --extra import --group desk --group tasks --universal --generate-hashes --no-header --upgrade --output-file requirements.txt
	.venv/bin/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["book"], sep="\n")' | \
	  uv pip compile - --constraints requirements.txt --universal --generate-hashes --no-header --upgrade --python-version 3.11 --output-file requirements-book.txt
	uv pip compile --group dev --constraints requirements.txt --constraints requirements-book.txt --universal --generate-hashes --no-header --upgrade --output-file requirements-dev.txt
	uv pip compile --group docs --constraints requirements.txt --constraints requirements-dev.txt --universal --generate-hashes --no-header --upgrade --output-file requirements-docs.txt

.PHONY: help build test check bench docs desk pack book serve livereload preview publish clean rebuild wheel words release pins
