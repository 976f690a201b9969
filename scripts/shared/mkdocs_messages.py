"""What MkDocs says of pages and of mkdocs.yml, told as our own findings are: file, line, what, cure."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from scripts.shared import configuration
from scripts.shared.findings import Finding, findings_of
from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError, numbered, place_in

DOCS = ROOT / "docs"
LOGGERS = ("mkdocs.structure.pages", "mkdocs.structure.nav", "mkdocs.config")
SPEAKERS = ("mkdocs.structure", "mkdocs.config", "mkdocs.plugins")
SUGGESTED = r"(?: Did you mean '(?P<near>.*)'\?)?"
OF_A_PAGE = r"Doc file '(?P<page>.*?)' contains an? (?:absolute |unrecognized relative )?link '(?P<link>.*?)', "
# What MkDocs says, what it is, and the cure; a suggestion of MkDocs goes before the cure.
PAGES = (
    (rf"{OF_A_PAGE}but the target.*? is not found among documentation files\.{SUGGESTED}", "没有对应的文件"),
    (rf"{OF_A_PAGE}but there is no such anchor on this page\.(?P<near>)?.*", "在这一页没有这个锚点"),
    (rf"{OF_A_PAGE}but the doc '.*?' does not contain an anchor '.*?'\.(?P<near>)?.*", "在那一页没有这个锚点"),
    (rf"{OF_A_PAGE}it was left as is\.{SUGGESTED}", "不是相对于这个文件的地址，部署在子路径下会打不开"),
)
CURES = (
    "改正地址，或补上文件",
    "改正锚点，或给标题加上这个 id",
    "改正锚点，或给标题加上这个 id",
    "写成那个文件的相对路径，如 ../terms.md",
)
NAV = (
    (r"A reference to '(?P<value>.*?)' is included in the 'nav' configuration, which is not found.*", "没有这个文件"),
    (r"An absolute path to '(?P<value>.*?)' is included in the 'nav'.*", "不是 docs/ 里的文件"),
)
OMITTED = re.compile(
    r"The following pages exist in the docs directory, but are not included in the \"nav\" configuration:\n(.*)", re.S
)
VALUE = re.compile(r"Config value '(?P<key>.*?)': (?P<told>.*)", re.DOTALL)


class InOurWords(logging.Filter):
    """Rewrites what MkDocs' loggers say; what it does not know stays as it is."""

    def filter(self, record: logging.LogRecord) -> bool:
        if found := list(findings_in(record.getMessage())):
            record.msg, record.args = "\n".join(map(str, found)), ()
        return True


def speak() -> None:
    """Let MkDocs speak so from now on; more than once does no harm."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, InOurWords) for each in logger.filters):
            logger.addFilter(InOurWords())


@contextmanager
def heard() -> Iterator[list[Finding]]:
    """Yield a list that fills with what is warned of, by MkDocs and by us."""
    found: list[Finding] = []
    ear = _Ear(found.append)
    speak()
    logging.getLogger("mkdocs").addHandler(ear)
    try:
        yield found
    finally:
        logging.getLogger("mkdocs").removeHandler(ear)


class _Ear(logging.Handler):
    def __init__(self, tell: Callable[[Finding], None]) -> None:
        super().__init__(logging.WARNING)
        self.tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(SPEAKERS):  # requests, and what becomes an exception
            return
        for finding in findings_of(SourceError(record.getMessage().removeprefix("site: "))):
            self.tell(finding)


def load() -> tuple[MkDocsConfig | None, list[Finding]]:
    """Return the configuration, None where MkDocs cannot use it, and what is wrong with it."""
    if wrong := configuration.text_findings():
        return None, wrong
    with heard() as warned:
        try:
            return load_config(str(configuration.FILE)), warned
        except (Exception, SystemExit) as error:
            return None, warned or findings_of(error)


def findings_in(message: str) -> Iterator[Finding]:
    """Yield what a message of MkDocs says; nothing where it is none of those known here."""
    for (pattern, what), cure in zip(PAGES, CURES, strict=True):
        if match := re.fullmatch(pattern, message, re.DOTALL):
            place = place_in(DOCS / match["page"], match["link"])
            near = f"是 {match['near']} 吗？" if match["near"] else ""
            yield Finding(numbered(place), f"链接 {match['link']} {what}", near + cure)
            return
    for pattern, what in NAV:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            yield configuration.of_line(
                match["value"], f"nav 里的 {match['value']} {what}", "改正路径，它从 docs/ 算起"
            )
            return
    if match := OMITTED.fullmatch(message):
        for name in re.findall(r"- (.+)", match[1]):
            yield Finding(f"docs/{name}:1", "不在导航里", "在 mkdocs.yml 的 nav 或 not_in_nav 里写上它")
    elif match := VALUE.fullmatch(message):
        yield configuration.value_finding(match["key"], match["told"])
