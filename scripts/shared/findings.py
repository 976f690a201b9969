"""What is wrong in the files of an author, in one shape: ``file:line: what · cure``.

Our own errors are sentences already, ``file:line：what。cure。``. Any other exception comes out of an author's module,
template, configuration or data: the last of its frames that is in such a file says where.
"""

import re
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import click
from jinja2 import TemplateNotFound
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

from scripts.shared.faults import fault_of
from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError, last_line, place_in, problem_of, shown

SENTENCE = re.compile(r"(?P<file>[^：\s][^：]*?\.\w+)(?::(?P<line>\d+))?(?:：|: )(?P<what>.+)")
BETWEEN = " · "  # what, and cure
NOT_OF_AUTHORS = (".venv", "node_modules", ".cache")
OURS = "scripts"  # a mistake in there is ours, unless nothing of an author's has led to it
CURES = {
    ModuleNotFoundError: "改正模块的名字；新的库写进 pyproject.toml 再锁定",
    ImportError: "改正名字，或在那个模块里写上它",
    FileNotFoundError: "改正路径，或补上文件；数据放在 plots/data/ 里",
    UnicodeError: '用编辑器把文件另存为 UTF-8；打开文件时写明 encoding="utf-8"',
    RecursionError: "改正没有尽头的递归",
    MemoryError: "减少数据",
    TimeoutError: "减少计算，或检查没有尽头的循环",
    TemplateNotFound: "改正路径，它从 overrides/ 算起，或补上文件",
    Warning: "改正引起警告的地方；缺字时换一个字",
}
CORRECT = "改正它"  # where what is wrong says what is right
MEND = "改正这一行"
YAML = "缩进用空格，不用制表符；值里有冒号、引号或 # 时，用单引号把整个值括起来"
STRICT = "in strict mode!"  # as MkDocs says how many warnings there were
REPORT = "这是构建程序的错，不是文章的；运行 .venv/bin/python -m mkdocs build --verbose 看完整的经过"


class Finding(NamedTuple):
    """One mistake; ``place`` is file and line as editors open them, "" where it is in no file."""

    place: str
    what: str
    cure: str

    def __str__(self) -> str:
        told = f"{self.what}{BETWEEN}{self.cure}" if self.cure else self.what
        return f"{self.place}: {told}" if self.place else told

    @classmethod
    def of(cls, sentence: str) -> "Finding":
        """Return what one of our sentences says; the first line stands for a file as a whole."""
        match = SENTENCE.fullmatch(sentence)
        place = f"{match['file']}:{match['line'] or 1}" if match else ""
        rest = match["what"] if match else sentence
        what, _, cure = rest.partition(BETWEEN if BETWEEN in rest else "。")
        return cls(place, what, cure.removesuffix("。") or (CORRECT if place else ""))


class Stopped(Abort):
    """The end of a build; the message is what was found."""

    def show(self, file: Any = None) -> None:
        click.echo(self.format_message(), file=file, err=True)


def findings_of(error: BaseException, *, at: str = "") -> list[Finding]:
    """Return what an error says to the author, whatever raised it; ``at`` is the file that is read where no other is told."""
    if isinstance(error, ConfigurationError):
        cause = error.__cause__ or error.__context__
        line = mark.line + 1 if (mark := getattr(cause, "problem_mark", None)) else 1
        return [
            Finding(
                f"mkdocs.yml:{line}",
                f"YAML 读不懂（{problem_of(cause) if mark else error}）",
                YAML if mark else CORRECT,
            )
        ]
    if isinstance(error, Abort) and STRICT in error.message:
        return [Finding("", "构建有警告，见上", "全部改正它们")]
    if sentence := fault_of(error):
        return [Finding.of(sentence)]
    if isinstance(error, SourceError | MkDocsException):
        return [Finding.of(line.strip()) for line in str(error).splitlines() if line.strip()]
    if isinstance(error, TemplateNotFound) and (place := named_in_configuration(str(error.name))):
        return [Finding(place, f"主题里没有 {error.name}", "改正这里的名字")]
    found = unexpected(error)
    if at and found.cure == REPORT:
        return [Finding(f"{at}:1", f"不能转换，{found.what}（{found.place}）", "简化这一页的写法，一段一段地试")]
    return [found]


def named_in_configuration(template: str) -> str:
    """Return the line of mkdocs.yml that asks for an icon or a language which the theme looks for in vain; else nothing."""
    for text in (template.removeprefix(".icons/").removesuffix(".svg"), f"language: {Path(template).stem}"):
        if (place := place_in(ROOT / "mkdocs.yml", text)) != "mkdocs.yml":
            return place
    return ""


def unexpected(error: BaseException, *, of: str = "") -> Finding:
    """Return what to say of an error that nobody foresaw; ``of`` names what was being done."""
    path, line = place_of(error)
    cure = next((cure for kind, cure in CURES.items() if isinstance(error, kind)), MEND)
    what = f"{of}{written(error)}"
    if path is None:
        return Finding("", what, REPORT)
    return Finding(f"{shown(path)}:{line}", what, REPORT if is_ours(path) else cure)


def written(error: BaseException) -> str:
    """Return an error as one line, with the kind that programmers know it by."""
    if isinstance(error, SyntaxError):
        return f"语法有误，{error.msg}"
    if is_located(error):
        return f"语法有误，{getattr(error, 'message', None) or last_line(error)}"
    text = " ".join(last_line(error).split())
    return text.partition(" not found in search paths")[0].replace("jinja2.exceptions.", "")


def place_of(error: BaseException) -> tuple[Path | None, int]:
    """Return the file of ours and the line where an error arose: the author's nearest to it, else one of the tools."""
    if is_located(error):
        told: Any = error  # SyntaxError, and jinja2.TemplateSyntaxError
        return Path(told.filename), told.lineno
    frames = [(Path(frame.filename), frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    frames = [frame for frame in reversed(frames) if is_here(frame[0])]
    nearest = next((frame for frame in frames if not is_ours(frame[0])), None)
    return nearest or (frames[0] if frames else (None, 1))


def is_located(error: BaseException) -> bool:
    """Return whether an error itself says in which file of ours it is."""
    name, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    return isinstance(name, str) and isinstance(line, int) and is_here(Path(name))


def is_here(path: Path) -> bool:
    return path.is_relative_to(ROOT) and not set(path.relative_to(ROOT).parts).intersection(NOT_OF_AUTHORS)


def is_ours(path: Path) -> bool:
    return path.is_relative_to(ROOT / OURS)


def exit_code(work: Callable[[], object]) -> int:
    """Do the work of a command; return 0, or 1 where it fails, after writing why, as checkers do, to standard output."""
    try:
        work()
    except Exception as error:
        if fault_of(error):
            raise  # the command says it in a sentence
        tell(findings_of(error))
        return 1
    return 0


def tell(findings: Iterable[Finding]) -> None:
    """Write findings to standard output, on any console."""
    encoding = sys.stdout.encoding or "utf-8"
    print(told(findings).encode(encoding, "backslashreplace").decode(encoding))


def told(findings: Iterable[Finding]) -> str:
    """Return findings as the lines that an author reads, each once."""
    return "\n".join(dict.fromkeys(map(str, findings)))
