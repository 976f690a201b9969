"""Python-Markdown extension: what authors know from other editors works as they see it there, or is refused with its line.

Works: ``~~deleted~~``, ``==marked==``, ``H~2~O``, ``x^2^``, bare addresses, task lists, a backslash at the end of a line;
pymdown-extensions bring callouts (``> [!NOTE]``) and keys (``++ctrl+c++``). The rest is in two tables: ``LEFT_OVER`` is
looked for in what readers would see, ``SOURCES`` in the lines of the source, where it is seen no more afterwards.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor, SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import INLINE_PLACEHOLDER_RE, AtomicString
from pymdownx.gemoji_db import aliases, emoji

from scripts.markdown.source import Run, lines_of_prose, place, prose
from scripts.shared.html_page import OBJECT_REPLACEMENT
from scripts.shared.markdown_code import CODE_SPAN, Fence, fences
from scripts.shared.sources import SourceError

OBJECT = OBJECT_REPLACEMENT  # code or a formula
LATIN = "A-Za-z0-9"  # Chinese characters may touch what these must not

# What must not be left in prose, what it was meant to be, and the cure.
LEFT_OVER = {
    r"\*\*": "粗体标记没有被识别，检查两侧的空格和嵌套",
    r"==": "高亮标记没有被识别；比较运算写成行内代码",
    r"~~": "删除线标记没有被识别，检查两侧的空格和嵌套",
    r"__[^_\s][^_\n]*__": "粗体写成 **…**；名字里的下划线写成行内代码",
    rf"\${OBJECT}\$": "公式写成 $…$，里面不用反引号",
    r"\$[^$\s](?:[^$]*[^$\s])?\$(?!\d)": "公式没有被识别，$ 的里侧不能有空格",
    r"\\[(\[]": "公式没有被转换",
    r"\\[A-Za-z]+\{": "LaTeX 命令只能写在公式里，强调写成 **…**",
    r"`": "反引号没有配对；代码块的 ``` 独占一行，开头与结尾的缩进相同",
    r"\[\^[^\]]+\]": "脚注没有定义",
    r"\^\[": "脚注不能写在行内；写成 [^名字]，另起一行写 [^名字]: 内容",
    r"!?\[[^\]]*\]\([^)]*\)": "链接或图片没有被识别",
    r"!?\[\[(?![-\d\s.,]+\]\])[^\[\]]+\]\]": "链接写成 [文字](文件.md)，图片写成 ![替代文字](文件)",
    r"(?<![\w\])])\[(?![-\d\s.,]+\])[^\[\]]+\]\[[^\[\]]+\]": "引用式链接没有定义；写成 [文字](地址)",
    r":::+": '提示框写成 !!! note "标题"，内容缩进四个空格',
    r"\{:?\s*[#.][\w-]+[^}]*\}": "属性标记没有被识别；它写在行末，{ 前有一个空格，如 ## 标题 { #id }",
    r"(?:figure|playground):[\w-]+": "图没有被替换，图要独占一段",
    rf"(?<![{LATIN}:/]):[a-z][a-z0-9_+-]*:(?![{LATIN}:/])": "没有表情短码和图标；直接写表情符号本身",
    rf"(?<![{LATIN}+])\+\+[\w-]+(?:\+[\w-]+)*\+\+": "没有这个按键的名字；写成 <kbd>键</kbd>",
    r"[A-Za-z)\]]~[^~\s]{1,6}~": "下标写成公式，如 $H_2O$；范围用“到”",
    r"\w\^[^^\s]{1,8}\^": "上标写成公式，如 $x^2$",
    r"\{\{.*?\}\}|\{%.*?%\}|\{\{[<%]": "没有模板和短代码；删去，或写成行内代码",
    r"%%.+?%%": "注释写成 <!-- … -->",
    r"^(?:!!!|\?\?\?\+?)(?: |\w)": '提示框没有被识别；第一行写成 !!! note "标题"，用半角双引号',
    r'^=== ?["“]': '标签页没有被识别；第一行写成 === "标题"，用半角双引号',
    r"^\[[ xX]?\](?![(\[:])": "待办写成 - [ ] 或 - [x]",
    r"\[(?:toc|TOC)\]": "目录写成独占一段的 [TOC]；每一页的旁边本来就有目录",
    r"^\+\+\+(?: |$)": "前置元数据写在两行 --- 之间，用 YAML",
    r"^\|[^|]+\|.*\|$": "表格没有被识别；第二行写 | --- | --- |，每一列一个",
    r"^: ": "定义写在术语的下一行，以冒号和三个空格开头",
    r"\[@[\w:-]+|(?<![\w.@])@(?:fig|tbl|eq|sec|lst)-[\w-]+": "引文写成脚注 [^名字]；图写成 [](#图的 id)",
    rf"\{{[a-z][\w:-]*\}}{OBJECT}": "没有这种角色标记；公式写成 $…$，代码写成行内代码",
    r"^\([\w-]+\)= *$": "锚点写在标题后面，如 ## 标题 { #id }",
    r" \^[a-z0-9-]+$": "没有段落锚点；链接到标题的 id",
}
SIGN = re.compile(r"[]*=~_$`\\[^:{%!?+|@]")  # one of which is in all of these
# What is seen no more when the page is made, by lines without inline code.
SOURCES = {
    r"^#{1,6}[^#\s]": "标题的 # 后面空一格；不是标题时写成 \\#",
    r"(?<!\\)\\\[(?!.*[\u4e00-\u9fff].*\\\]).+?\\\]": "公式没有独占一段；行内公式写成 $…$，方括号前不用反斜杠",
    r"</?(?:center|font|strike|big|tt|marquee|blink|acronym)\b[^>]*>": "这个 HTML 标签已经废弃；用 Markdown 写，样式放进样式表",
    r"<[a-zA-Z][^<>]*\s(?:style|on[a-z]+)\s*=": "HTML 标签不能带样式和脚本；样式放进样式表",
    r"<(?:script|style|iframe|object|embed)\b": "页面里不能有脚本、样式和外来的框架；删去，或画成图",
    r"<!\[": "HTML 里没有这种标记；注释写成 <!-- … -->",
    r"^(?:\s*>){9}": "引文嵌套太深，最多八层；别的级别写成列表或小标题",
    r"^\s*\{:\s*toc\b": "不用写目录标记，每一页的旁边本来就有目录",
}
DIAGRAMS = frozenset(
    "mermaid plantuml puml dot graphviz flow flowchart sequence echarts vega vega-lite tikz dataview query math".split()
)
TITLES = {  # of admonitions and callouts that have none
    kind: title
    for kinds, title in (
        ("note attention", "注意"),
        ("tip hint", "提示"),
        ("important", "重要"),
        ("warning caution", "警告"),
        ("danger", "危险"),
        ("info", "说明"),
        ("abstract summary tldr", "摘要"),
        ("todo", "待办"),
        ("success check done", "完成"),
        ("question help faq", "问题"),
        ("failure fail missing", "失败"),
        ("error", "错误"),
        ("bug", "缺陷"),
        ("example", "例"),
        ("quote cite", "引文"),
    )
    for kind in kinds.split()
}
ADDRESS = rf"(?<![{LATIN}/\"'=])https?://[A-Za-z0-9._~:/?#\[\]@!$&'()+,;=%-]+"
WITHOUT_SCHEME = rf"(?<![{LATIN}/.@-])www\.[A-Za-z0-9-]+\.[A-Za-z0-9./-]+"
BLOCKS = frozenset("ul ol p div pre blockquote table details figure dl".split())


class DialectExtension(Extension):
    """Registers what works, and what looks for the rest."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.preprocessors.register(CheckSources(md), "sources", 31)  # before all others
        md.preprocessors.register(CheckFences(md), "fences", 24.5)  # after code fences (25)
        md.preprocessors.register(CheckHtml(md), "html", 19)  # after raw HTML (20)
        md.inlinePatterns.register(BareAddress(ADDRESS, md), "bare_address", 85)  # after HTML (90)
        md.inlinePatterns.register(BareAddress(WITHOUT_SCHEME, md), "bare_host", 84)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash_break", 181)
        for priority, (tag, pattern) in enumerate(INLINE.items(), start=62):  # before emphasis (60)
            md.inlinePatterns.register(SimpleTagInlineProcessor(pattern, tag), tag, priority)
        md.treeprocessors.register(Boxes(md), "boxes", 18)  # after inline parsing (20) and callouts (19.99)
        md.treeprocessors.register(Tasks(md), "tasks", 17)
        md.treeprocessors.register(CheckLeftOver(md), "left_over", 4)  # after [TOC] (5)


# The marks of pymdownx.tilde, caret and mark refuse Chinese punctuation beside them, and take 3~5，7~9 for a subscript.
INLINE = {
    "sup": r"(?<=[\w)\]])(\^)([A-Za-z0-9+\-−]+)\^(?!\^)",
    "sub": r"(?<=[A-Za-z)\]])(~)([A-Za-z0-9+\-−]+)~(?!~)",
    "ins": r"(\^\^)(?=\S)(.+?)(?<=\S)\^\^",
    "mark": r"(==)(?=[^\s=])(.+?)(?<=[^\s=])==",
    "del": r"(~~)(?=[^\s~])(.+?)(?<=[^\s~])~~",
}


class BareAddress(InlineProcessor):
    """Let a bare address be a link, where it is clear where it ends."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override] # the first of its bases has the form of older versions
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        address = m[0]
        while address[-1] in "?!.,:;'~" or (address[-1] == ")" and address.count("(") < address.count(")")):
            address = address[:-1]  # belongs to the sentence, as on GitHub
        end = m.start() + len(address)
        if not address.startswith("http"):
            refuse(self.md, f"地址 {address} 没有写 https://，不会成为链接。写成 <https://{address}>", address)
        if re.match(r"[\w*~=]", data[end : end + 1]) and data[end : end + 2] not in {"**", "~~", "=="}:
            refuse(self.md, f"地址 {address} 后面紧跟着别的字，分不清它到哪里为止。写成 <{address}>", address)
        link = etree.Element("a", {"href": address})
        link.text = AtomicString(address)
        return link, m.start(), end


class Boxes(Treeprocessor):
    """Give admonitions and callouts Chinese titles, and refuse those that lost a title or their content."""

    def run(self, root: etree.Element) -> None:
        for box in root.iter():
            kinds = box.get("class", "").split()
            if box.tag != "details" and "admonition" not in kinds:
                continue
            kind = next((each for each in kinds if each not in {"admonition", "inline", "end"}), "")
            title = next(
                (each for each in box if each.tag == "summary" or each.get("class") == "admonition-title"), None
            )
            text = title.text or "" if title is not None else ""
            mark = "???" if box.tag == "details" else "!!!"
            if strange := next((each for each in kinds if not each.isascii()), None):
                kind = kind if kind.isascii() else "note"
                refuse(self.md, f'提示框的标题要放进双引号。写成 {mark} {kind} "{strange}"', f"{mark} {kind}", strange)
            if text.lower() == kind and kind not in TITLES:
                known = "、".join(TITLES)
                refuse(
                    self.md,
                    f"没有 {kind} 这种提示框。给它一个标题，或改成 {known}",
                    f"{mark} {kind}",
                    f"[!{kind}",
                    f"[!{kind.upper()}",
                    kind,
                )
            if len(box) == 1 and title is not None:
                refuse(self.md, "提示框是空的。内容写在下面，每行缩进四个空格", f"{mark} {kind}", text)
            if title is not None and text.lower() == kind:
                title.text = TITLES[kind]


class Tasks(Treeprocessor):
    """Turn ``[ ]`` at the start of list items into boxes that the text beside them names."""

    def run(self, root: etree.Element) -> None:
        for item in root.iter("li"):
            holder = item if (item.text or "").strip() or not len(item) or item[0].tag != "p" else item[0]
            if match := re.match(r"\s*\[([ xX])\]\s+", holder.text or ""):
                item.set("class", "task")
                label = etree.Element("label")
                box = etree.SubElement(label, "input", {"type": "checkbox", "disabled": "disabled"})
                if match[1] != " ":
                    box.set("checked", "checked")
                box.tail = " " + (holder.text or "")[match.end() :]
                inline = list(holder)
                inline = inline[: next((place for place, each in enumerate(inline) if each.tag in BLOCKS), len(inline))]
                for child in inline:
                    holder.remove(child)
                label.extend(inline)
                holder.text = None
                holder.insert(0, label)


class CheckSources(Preprocessor):
    """Look for what is seen no more afterwards."""

    def run(self, lines: list[str]) -> list[str]:
        for fence in fences(lines):
            self.check_fence(fence, lines[fence.first])
        for number, line in enumerate(lines_of_prose("\n".join(lines))):
            if not re.search(r"[#\\<{>]", line):
                continue
            bare = re.sub(CODE_SPAN, OBJECT, line)
            for pattern, reason in SOURCES.items():
                if not re.fullmatch(r"\s*\\\[.*\\\]\s*", bare) and (match := re.search(pattern, bare)):
                    refuse(self.md, f"正文里有 “{match[0]}”：{reason}", line, match[0], number=number)
        return lines

    def check_fence(self, fence: Fence, line: str) -> None:
        language = re.split(r"[\s{}:,]", fence.info.lstrip("{.").lower())[0]
        if language in DIAGRAMS:
            cure = (
                "公式写成 $$ 公式" if language == "math" else "在 plots/figures/ 里画成图，再写 ![替代文字](figure:id)"
            )
            refuse(self.md, f"{language} 代码块不会变成图。{cure}", line, number=fence.first)
        if re.match(r"\{[^.#\s]", fence.info):
            cure = "语言直接写在 ``` 后面，如 ```python"
            refuse(self.md, f"代码块的第一行不认识 {fence.info}。{cure}", line, number=fence.first)


class CheckFences(Preprocessor):
    """Refuse code fences that are none for Python-Markdown: it would take them for inline code."""

    def run(self, lines: list[str]) -> list[str]:
        for fence in fences(lines):
            line = lines[fence.first]
            reason = "检查它有没有结束、开头与结尾的缩进是否相同；``` 后面只写语言"
            refuse(self.md, f"代码块 {line.strip()} 没有被识别。{reason}", line)
        return lines


class CheckHtml(Preprocessor):
    """Refuse Markdown inside raw HTML, where Python-Markdown leaves it as it is."""

    def run(self, lines: list[str]) -> list[str]:
        for block in self.md.htmlStash.rawHtmlBlocks:
            if not isinstance(block, str) or not re.match(
                r"<(?!pre|!|table class|div class=\"(?:highlight|table-box))", block
            ):
                continue
            text = re.sub(r"<(pre|code|script|style)\b.*?</\1>|<!--.*?-->", "", block, flags=re.DOTALL)
            texts = [each for each in re.split(r"<[^<>]*>", text) if each.strip()]
            for each in texts:
                if re.search(r"\n[ \t]*\n\s*\S", each) or left_over(each.strip()):
                    tag = block.partition(">")[0].partition("\n")[0] + ">"
                    cure = f'给标签加上 markdown="1"，如 {tag[:-1]} markdown="1">'
                    refuse(self.md, f"{tag} 里的 Markdown 不会被识别。{cure}", *each.strip().splitlines(), tag)
        return lines


class CheckLeftOver(Treeprocessor):
    """Refuse what was meant as markup and is none."""

    def run(self, root: etree.Element) -> None:
        for runs in prose(root, self.md):
            for start, text in lines_of(runs):
                if found := left_over(text):
                    match, reason = found
                    refuse(
                        self.md,
                        f"正文里留下了 “{match[0].replace(OBJECT, '…')}”：{reason}",
                        *sources(runs, start, match),
                    )
        for image in root.iter("img"):
            source, alt = image.get("src", ""), image.get("alt", "")
            if INLINE_PLACEHOLDER_RE.search(alt):  # a link within, whose own text is a placeholder still
                refuse(self.md, "图片的替代文字里不能有链接。只写文字", source)
            if re.match(r"(?:https?:)?//", source):
                refuse(self.md, f"图片 {source} 在别的主机上。下载到 docs/assets/ 里再引用", source)
            if size := re.search(r"\|\d+(?:x\d+)?$", alt):
                refuse(self.md, f"图片的替代文字里有大小 {size[0]}。删去它", f"{alt}](")


def left_over(text: str) -> tuple[re.Match[str], str] | None:
    """Return the first markup that is left in what readers see of a text, and what to do about it."""
    for pattern, reason in LEFT_OVER.items() if SIGN.search(text) else ():
        if match := re.search(pattern, text):
            if (code := aliases.get(match[0], match[0])) in emoji:
                reason = f"直接写表情符号 {symbol(code)}"
            return match, reason
    return None


def symbol(code: str) -> str:
    """Return the emoji that a short code stands for."""
    return "".join(chr(int(point, 16)) for point in emoji[code]["unicode"].split("-"))


def lines_of(runs: list[Run]) -> Iterator[tuple[int, str]]:
    """Yield the lines of what readers see as one text, each with the place where it starts."""
    start = 0
    for line in "".join(run.seen for run in runs).split("\n"):
        yield start, line.strip()
        start += len(line) + 1


def sources(runs: list[Run], start: int, match: re.Match[str]) -> Iterator[str]:
    """Yield what may stand in the source where something is left over: the longest piece first."""
    position = start + match.start()
    for run in runs:
        if 0 <= position < len(run.seen):
            before, after = run.seen[:position], run.seen[position:]
            yield re.split(rf"[\n{OBJECT}]", before)[-1] + re.split(rf"[\n{OBJECT}]", after)[0]
        position -= len(run.seen)
    yield match[0]


def refuse(md: markdown.Markdown, problem: str, *texts: str, number: int | None = None) -> None:
    """Stop the build; ``texts`` are what may stand in the source at the place, in the line with a number if known."""
    raise SourceError(f"{place(md, *texts, number=number)}：{problem}。")
