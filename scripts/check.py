"""Look at the sources: style, types, dependency rule, Chinese typography; list the code blocks that are not run.

Usage: ``python -m scripts.check``: runs all, prints what failed, ends with 1 if anything did.
"""

import concurrent.futures
import os
import subprocess
import sys
from typing import Any, NamedTuple

from scripts.shared.paths import BIN, ROOT


class Check(NamedTuple):
    """One look at the sources; ``is_shown`` where its output is of interest although it passed."""

    name: str
    command: list[str]
    cure: str
    is_shown: bool = False


ARTICLE_FORMAT = [str(BIN / "ruff"), "format", "--quiet", "--line-length", "76", "docs"]  # what fits beside a margin
RUFF_ENCODING = [str(BIN / "ruff"), "check", "--quiet", "--preview", "--select", "PLW1514"]
PRETTIER = [str(BIN / "node"), "node_modules/prettier/bin/prettier.cjs", "--log-level", "warn", "."]
ESLINT = [str(BIN / "node"), "node_modules/eslint/bin/eslint.js", "--max-warnings", "0", "."]
TSC = [str(BIN / "node"), "node_modules/typescript/bin/tsc"]
CHECKS = (
    Check("代码规范", [str(BIN / "ruff"), "check", "--quiet"], "运行 .venv/bin/ruff check --fix，余下的手工改。"),
    # Apart: as a preview rule it would bring those of other rules with it. tests/test_encodings.py finds what it overlooks.
    Check("编码", RUFF_ENCODING, '读写文本的调用写明 encoding="utf-8"。'),
    Check("代码格式", [str(BIN / "ruff"), "format", "--check", "--quiet"], "运行 .venv/bin/ruff format。"),
    Check("文中代码的格式", [*ARTICLE_FORMAT, "--check"], f"运行 .venv/bin/ruff {' '.join(ARTICLE_FORMAT[1:])}。"),
    Check("类型", [str(BIN / "mypy"), "--no-error-summary"], "补上或改正类型标注。"),
    Check("JavaScript 格式", [*PRETTIER, "--check"], f"运行 .venv/bin/node {PRETTIER[1]} --write .。"),
    Check("JavaScript 规范", ESLINT, "按每行的提示修改；规则见 eslint.config.mjs。"),
    Check("JavaScript 类型", TSC, "补上或改正 JSDoc 中的类型；页面与 Python 之间的约定写在 playground/types.d.ts。"),
    Check("依赖方向", [str(BIN / "lint-imports"), "--no-logo"], "规则见 pyproject.toml 的 tool.importlinter。"),
    Check("源文件", [sys.executable, "-m", "scripts.checks.sources"], "按每行的提示修改；不改，构建也会停在那里。"),
    Check("中文排版", [sys.executable, "-m", "scripts.checks.typography"], "按每行的提示修改文章。"),
    Check("Notebook", [sys.executable, "-m", "scripts.clean_notebooks", "--check"], "按提示清理。"),
    Check("数值", [sys.executable, "-m", "scripts.values", "--check"], "运行 make values，余下的手工改。"),
    Check("代码块", [sys.executable, "-m", "scripts.checks.code_blocks"], "按提示修改文章。", is_shown=True),
)


def main() -> int:
    with concurrent.futures.ThreadPoolExecutor() as pool:
        results = list(pool.map(run, CHECKS))
    for check, result in zip(CHECKS, results, strict=True):
        has_failed = result.returncode != 0
        print(f"{'✗' if has_failed else '✓'} {check.name}")
        if has_failed or check.is_shown:
            print(indented(result.stdout + result.stderr))
        if has_failed:
            print(indented(f"改法：{check.cure}"))
    return 1 if any(result.returncode != 0 for result in results) else 0


def run(check: Check) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}  # most are Python, which else speaks as the console does
    options: dict[str, Any] = {"capture_output": True, "text": True, "encoding": "utf-8", "errors": "replace"}
    return subprocess.run(check.command, cwd=ROOT, env=environment, **options)


def indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.rstrip().splitlines()).rstrip("\n")


if __name__ == "__main__":
    sys.exit(main())
