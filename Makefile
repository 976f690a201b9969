# Every target is one line of work; the work itself is in scripts/. A fresh machine needs Python ≥ 3.11.5 and make.
PYTHON ?= python3
PORT = 8000
CORES = --numprocesses logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder # a file stays in one process; tests/conftest.py orders them
# Nothing of ours may run beside these.
TIMED = $(wildcard tests/models/*/test_speed.py)
UNTIMED = $(addprefix --ignore=,$(TIMED))
export NO_MKDOCS_2_WARNING = 1
export PYTHONUTF8 = 1

.PHONY: serve site notebook test test-quick test-engines check values bench evidence fuzz second-engine new-post new-figure \
	new-playground new-notebook rename-post bare deploy-check wechat sbom lock clean \
	build-environment test-environment notebook-environment

serve: build-environment  ## Preview with live reload; make serve PORT=8001 where the port is taken
	.venv/bin/python -m scripts.serve --dev-addr 127.0.0.1:$(PORT)

site: build-environment  ## Build into site/, which is replaced only when every check has passed
	.venv/bin/python -m scripts.build_site

notebook: export PYTHONSTARTUP = $(CURDIR)/scripts/notebooks/startup.py
notebook: notebook-environment  ## Write notebooks in JupyterLab; its figures have the site's style
	.venv/bin/jupyter lab docs/notebooks

test test-quick: export PYTHONDONTWRITEBYTECODE = # what is compiled once, each of their many processes need not compile
test: test-environment  ## Check the sources, then run all tests
	.venv/bin/python -m scripts.check
	$(if $(TIMED),.venv/bin/python -m pytest $(TIMED))
	.venv/bin/python -m pytest $(UNTIMED) $(CORES)

test-quick: test-environment  ## Run the tests of what differs from main
	.venv/bin/python -m tests.quick $(UNTIMED) $(CORES)

test-engines: test-environment  ## Do what readers do in Chromium, Firefox and WebKit; writes tests/engines/RESULTS.md
	.venv/bin/python -m tests.engines

check: test-environment  ## Lint, types, layers, Chinese typography; lists the code blocks that are not run
	.venv/bin/python -m scripts.check

values: build-environment  ## Write the numbers that pages name as the code gives them
	.venv/bin/python -m scripts.values

bench: test-environment  ## Measure the build, the playgrounds (one beside a Streamlit app) and the pages (by Lighthouse); writes BENCHMARKS.md
	.venv/bin/python -m tests.bench

evidence: test-environment  ## Run the systems that the articles speak of, each in an environment of its own; writes tests/evidence/*.json
	.venv/bin/python -m tests.evidence $(ONLY)

fuzz: test-environment  ## Look for mistakes with random inputs; make fuzz MINUTES=60 ONLY="markdown address" writes build/fuzz.md
	.venv/bin/python -m tests.fuzz --minutes $(or $(MINUTES),10) $(ONLY)

second-engine: test-environment  ## Build the pages with Zensical, too, and compare; SUCCESSION.md says what may differ
	.venv/bin/python -m tests.second_engine

new-post: build-environment  ## make new-post SLUG=my-post TITLE=标题: a draft
	.venv/bin/python -m scripts.new post "$$SLUG" "$$TITLE"

new-figure: build-environment  ## make new-figure ID=topic/name: a figure, its model, their tests, its place in the post
	.venv/bin/python -m scripts.new figure "$$ID"

new-playground: build-environment  ## make new-playground ID=name TITLE=标题: a slider, its model, its page, their tests
	.venv/bin/python -m scripts.new playground "$$ID" "$$TITLE"

new-notebook: build-environment  ## make new-notebook ID=topic/name TITLE=标题
	.venv/bin/python -m scripts.new notebook "$$ID" "$$TITLE"

rename-post: build-environment  ## make rename-post SLUG=old TO=new: the old address goes on leading to it
	.venv/bin/python -m scripts.rename_post "$$SLUG" "$$TO"

bare: build-environment  ## make bare DIR=../my-blog NAME=站名: the house without its articles, with an example of everything
	.venv/bin/python -m scripts.bare "$$DIR" "$$NAME"

deploy-check: build-environment  ## Do here what the workflow does before it publishes
	.venv/bin/python -m scripts.deploy_check

wechat: test-environment  ## make wechat POST=my-post SITE_URL=https://…/: write an article from site/ as one file to paste into 公众号 or 知乎
	.venv/bin/python -m scripts.wechat "$$POST"

sbom: build-environment  ## List what the site and its build consist of, as CycloneDX; writes build/sbom.json
	.venv/bin/python -m scripts.sbom

lock: test-environment  ## Resolve the lock files again; make lock UPGRADE=--upgrade takes the newest versions that fit
	.venv/bin/python -m scripts.lock $(UPGRADE)

clean:  ## Remove what was generated, but not what fuzzing has found; the next command installs and builds again
	rm -rf .venv node_modules site site.new site.old build .cache docs/assets/generated *.egg-info .*_cache

build-environment:
	@$(PYTHON) scripts/environment.py build

test-environment:
	@$(PYTHON) scripts/environment.py test

notebook-environment:
	@$(PYTHON) scripts/environment.py notebook
