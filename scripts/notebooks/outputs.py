"""What cells print, in the forms that a page can show: text, a table of pandas, and Markdown, which holds formulas too.

Of what an object offers for its display the best of these is taken, so ``Markdown(…)`` and ``Math(…)`` go the way of the
site's own text, and an estimator is its name. Nothing else gets onto a page: HTML, pictures and widgets are refused, as is
an object that tells nothing but its type, what goes to standard error, and what differs from one execution to the next.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.notebooks.storage import (
    PICTURES_ARE_DRAWN,
    Cell,
    Notebook,
    NotebookError,
    pictures_in,
    text_of,
)
from scripts.shared.markdown_code import without_code
from scripts.shared.paths import ROOT

UNSTABLE = (  # what differs from one execution to the next, and what to do about it
    (r"\b0x[0-9a-fA-F]{6,}\b", "内存地址", "最后一行末尾加分号，或印出要看的值"),
    (r"\b\d\d:\d\d:\d\d\b", "时刻", "不要印出时间"),
    (r"ipykernel_\d+", "临时文件的名字", "不要印出它"),
    (r"\x1b\[", "终端控制符", "关掉颜色"),
    (r"\r(?!\n)", "回车符，像是进度条", "关掉进度条，例如 tqdm 的 disable=True"),
)
ANSI = re.compile(r"\x1b\[[\d;]*m")
# What IPython and Matplotlib say of an object that has no text of its own.
NAMELESS = re.compile(r"<[\w.<>]+ object(?: at 0x\w+)?>|<[\w.]+ at 0x\w+>|<(?:Figure|Axes|DisplayHandle)\b[^>]*>")
PRINTED = re.compile(r"<\w+(?:\.\w+)+ object>")
PROGRESS = re.compile(r"\r|\d+%\|")
TABLE = re.compile(
    r"\s*(?:<div>\s*)?(?:<style[^>]*>(?P<style>[^<]*)</style>\s*)?(?P<table><table\b.*</table>)"
    r"\s*(?:<p>\d+ rows × \d+ columns</p>\s*)?(?:</div>\s*)?",
    re.DOTALL,
)
FORMULA = re.compile(
    r"\$\$(?P<block>(?:(?!\$\$).)+)\$\$|\$(?:\\displaystyle)?(?P<line>[^$]+)\$|\\\[(?P<square>.+)\\\]"
    r"|(?P<environment>\\begin\{(?P<name>\w*(?:equation|align|gather|matrix|cases|array|split)\w*\*?)\}.+\\end\{(?P=name)\})",
    re.DOTALL,
)
HTML = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
CURES = (  # kinds that a page cannot show, by how they begin, and what to do instead; the last one fits all
    ("application/vnd.jupyter.widget", "页面里没有内核，控件不能用。画出几种取值，或做一个互动图"),
    ("application/json", "用 print(json.dumps(…, ensure_ascii=False, indent=2)) 印出文字"),
    ("text/latex", "一个输出只写一个公式，夹着文字的用 Markdown(…)"),
    ("text/html", "改用 Markdown(…)、数据框或 print，要画的用 Matplotlib 画"),
    ("", "印出文字，或画一张 Matplotlib 图"),
)


def checked(printed: list[dict[str, Any]], notebook: Notebook, cell: Cell, *, folder: str) -> list[dict[str, Any]]:
    """Return the outputs of a cell as they are kept.

    Raises:
        NotebookError: If one goes to standard error, or is something that a page cannot show, or differs each time.
    """
    kept: list[dict[str, Any]] = []
    for output in printed:
        if output["output_type"] == "error":  # one that the cell announces
            kept.append(value("text/plain", error_text(output)))
        elif output["output_type"] != "stream":
            kept.append(rich(output.get("data", {}), notebook.place(cell)))
        elif output["name"] == "stderr":
            raise NotebookError(f"{notebook.place(cell)}：{complaint(output['text'])}")
        elif kept and kept[-1]["output_type"] == "stream":  # how a text is cut into pieces is chance
            kept[-1]["text"] += output["text"]
        else:
            kept.append({"output_type": "stream", "name": "stdout", "text": output["text"]})
    for text in texts(kept):
        refuse_unstable(text, notebook.place(cell), folder)
    return kept


def value(kind: str, text: str) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {kind: text}, "metadata": {}}


def error_text(error: dict[str, Any]) -> str:
    """Return the last line of a traceback: what went wrong, not where."""
    said = ANSI.sub("", error["evalue"])
    return f"{error['ename']}: {said}" if said else error["ename"]


def rich(data: dict[str, Any], place: str) -> dict[str, Any]:
    """Return the best form that an object offers and a page can show.

    Raises:
        NotebookError: If there is none; the sentence begins with ``place``.
    """
    offered = {kind: text_of(content) for kind, content in data.items() if kind.startswith("text/")}
    foreign = next((kind for kind in data if kind not in offered), None)
    if foreign is None and "text/markdown" in offered:
        return value("text/markdown", own_markdown(offered["text/markdown"], place))
    plain = offered.get("text/plain")
    table = table_of(offered.get("text/html", ""))
    if foreign is None and table:
        kept = value("text/html", table)
        kept["data"] |= {"text/plain": plain} if plain and not NAMELESS.search(plain) else {}
        return kept
    formula = formula_of(offered.get("text/latex", ""))
    if foreign is None and formula:
        return value("text/markdown", formula)
    tells_address = offered.keys() == {"text/plain"} and re.search(
        UNSTABLE[0][0], plain or ""
    )  # and is refused as such
    if foreign is None and plain is not None and (tells_address or not NAMELESS.search(plain)):
        return value("text/plain", plain)
    raise NotebookError(f"{place}：{refusal(foreign, offered)}")


def refusal(foreign: str | None, offered: dict[str, str]) -> str:
    """Return why a page cannot show an output, and what to do."""
    plain = offered.get("text/plain", "")
    kind = foreign or next((kind for kind in ("text/html", "text/latex") if kind in offered), None)
    if kind is None and plain:
        return f"输出 {NAMELESS.findall(plain)[0]} 只说出了对象的类型。印出要看的值，或在最后一行末尾加分号。"
    if "Styler" in plain:
        return (
            "页面不能显示 Styler 的颜色和标题（text/html）。直接显示数据框，小数位数用 round() 或 Styler 的 format()。"
        )
    kind = kind or "、".join(offered) or "空的输出"
    return f"页面不能显示这种输出（{kind}）。{next(cure for start, cure in CURES if kind.startswith(start))}。"


def own_markdown(text: str, place: str) -> str:
    """Return Markdown that a cell has made, which may hold what the site's own Markdown may, but no HTML.

    Raises:
        NotebookError: If it holds HTML, or a picture that is not drawn by code.
    """
    if found := HTML.search(re.sub(r"\$[^$]+\$", "", without_code(text))):
        raise NotebookError(f"{place}：输出的 Markdown 里有 HTML（{found[0]}）。只用 Markdown 的写法。")
    if picture := next(pictures_in(text), None):
        raise NotebookError(f"{place}：输出的 Markdown 里有图片 {picture[1]}。{PICTURES_ARE_DRAWN}。")
    return text


def table_of(html: str) -> str | None:
    """Return the HTML of a table that loses nothing without its looks; None where something else is there."""
    match = TABLE.fullmatch(html)
    if not match or html.count("<table") > 1 or "<caption" in html:
        return None
    is_plain = 'class="dataframe"' in html or "{" not in (match["style"] or "")
    return re.sub(r' id="T_\w+"', "", html) if is_plain else None  # the ids of a Styler are chance


def formula_of(latex: str) -> str | None:
    """Return Markdown for LaTeX that is one formula; None where it is none, or greys out terms, as those of NumPy do."""
    match = FORMULA.fullmatch(latex.strip())
    if not match or "\\color" in latex:
        return None
    tex = next(match[name] for name in ("block", "line", "square", "environment") if match[name])
    return "$$\n" + re.sub(r"\n\s*\n", "\n", tex.strip()) + "\n$$"


def texts(outputs: list[dict[str, Any]]) -> Iterator[str]:
    for output in outputs:
        yield from [output["text"]] if "text" in output else output["data"].values()


def refuse_unstable(text: str, place: str, folder: str) -> None:
    for pattern, what, cure in (*UNSTABLE, *folders(folder)):
        if match := re.search(pattern, text):
            found = match[0].replace("\r", "\\r")
            raise NotebookError(f"{place}：输出里有{what}（{found}），每次都不同。{cure}。")
    if match := PRINTED.search(text):
        raise NotebookError(f"{place}：输出 {match[0]} 只说出了对象的类型。用 display(…) 显示它，或印出要看的值。")


def folders(folder: str) -> Iterator[tuple[str, str, str]]:
    """Yield patterns for the names of folders of this machine."""
    for path in (folder, str(ROOT), sys.prefix, str(Path.home())):
        if len(path) > 1:
            yield rf"{re.escape(path)}(?=/)\S*", "本机的路径", "不要印出它"


def complaint(text: str) -> str:
    """Return what is wrong with a text on standard error: a progress bar, a warning or something else, and the cure."""
    lines = [line.strip() for line in ANSI.sub("", text).splitlines() if line.strip()]
    if said := next((line for line in lines if "Warning:" in line), None):
        said = re.sub(r"^\S+:\d+: ", "", said)
        return f"有警告，{said}。按它说的改代码。"
    if PROGRESS.search(text):
        return "有进度条，页面不能显示。关掉它，例如 tqdm 的 disable=True。"
    return f"标准错误（stderr）里有输出，{lines[-1] if lines else '空行'}。不要写到那里，要给读者看的用 print。"
