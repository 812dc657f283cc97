# 常用命令一览 / the commands: make help

PYTHON ?=
REPORTS := $(or $(REPORTS),auditlib/samples)
TESTS ?=
export REPORTS

BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help setup system audit lab test lint bench docs bundle lock clean

help:  ## 列出这些命令 | list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\) | \(.*\)/\1|\2|\3/p' Makefile | awk -F'|' '{ printf "make %-8s %s\n              %s\n", $$1, $$2, $$3 }'
	@echo
	@echo '默认审查自带样例；审查自己的报告 / your own reports: make audit REPORTS="文件夹"'

setup: $(READY)  ## 建立运行环境（.venv） | set up everything in .venv

$(READY): requirements.lock pyproject.toml
	@tools/venv.sh "$(PYTHON)"
	@echo '正在安装依赖，首次约需两分钟 / installing, about two minutes the first time …'
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@$(BIN)/python -m compileall -q auditlib  # an editable install is not compiled, and commands start the faster for it
	@touch $(READY)

system: setup  ## 安装浏览器、中文字体、LibreOffice（仅 Debian/Ubuntu） | install browser, Chinese font, LibreOffice (Debian/Ubuntu)
	@$(BIN)/python tools/system_parts.py

audit: setup  ## 审查 REPORTS 中的报告，生成 audit.html | audit the reports in REPORTS, write audit.html
	@code=0; $(BIN)/auditlib check "$$REPORTS" --html audit.html --fail-on never || code=$$?; \
	case $$code in 0|1|3) ;; *) exit $$code ;; esac  # findings and unreadable files are results, not failures
	@echo "逐条查看并作出认定 / walk through the findings: make lab REPORTS=\"$$REPORTS\""

lab: setup  ## 在 JupyterLab 中打开工作簿 | open the workbook in JupyterLab
	@$(BIN)/auditlib lab "$$REPORTS"

lint: setup  ## 检查代码风格和类型 | check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: system lint  ## 运行全部测试（TESTS=路径 只运行一部分） | run every test (TESTS=path: some of them)
	$(BIN)/python -m pytest $(TESTS)

bench: setup  ## 测量速度和准确度，写入 bench.json | measure how fast and how right it is, write bench.json
	@$(BIN)/python -m tests.bench

docs: setup  ## 重新生成规则目录 docs/rules.md | renew the catalogue of rules, docs/rules.md
	$(BIN)/python -m auditlib.checks.catalogue docs/rules.md

bundle: setup  ## 制作离线安装包（FOR="--system windows --python 3.12"） | make an offline bundle in dist/ (FOR=…)
	@$(BIN)/python tools/bundle.py $(FOR)

lock:  ## 重新生成 requirements.lock（需要 uv） | renew requirements.lock (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	    --generate-hashes --no-annotate --no-header -o requirements.lock

clean:  ## 删除 .venv 和生成的文件（认定记录不动） | remove .venv and what was built (decisions stay)
	rm -rf .venv build dist audit.html test-results .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find auditlib tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
