"""What is wrong with mkdocs.yml: its text, which MkDocs reads before any of our hooks, and values that MkDocs refuses."""

import re
from collections.abc import Iterator

import yaml

from scripts.shared.findings import YAML, Finding, findings_of
from scripts.shared.front_matter import KINDS
from scripts.shared.paths import ROOT
from scripts.shared.sources import SourceError, numbered, place_in, problem_of, read_text, shown

FILE = ROOT / "mkdocs.yml"
NAMES = {kind.__name__: name for kind, name in KINDS.items()} | {"bool": " true 或 false"}
PART = re.compile(r"(?:Plugin '.*?' option|Sub-option) '(?P<key>.*?)': (?P<rest>.*)")
KIND = re.compile(r"Expected type: <class '(?P<due>\w+)'> but received: <class '(?P<got>\w+)'>")
# What MkDocs says of a value, what it is, what stands in the line of it (else the key), and the cure.
VALUES = (
    (r"Unrecognised configuration name: (\w+)", "不认识 {0}", "{0}:", "改正它，或删去它"),
    (r"Required configuration not provided\.", "没有写 {key}", "", "写上它"),
    (r'The "(.*?)" plugin is not installed', "没有插件 {0}", "- {0}", "改正它；新的插件写进 pyproject.toml 再锁定"),
    (r"Failed to load extension '(.*?)'\..*?KeyError: '(.*?)'", "扩展 {0} 没有选项 {1}", "{1}:", "改正它，或删去它"),
    (r"Failed to load extension '(.*?)'\..*?(\w+Error: .*)", "扩展 {0} 用不了（{1}）", "- {0}", "改正它的名字或选项"),
    (
        r"Unrecognised theme name: '(.*?)'\..*",
        "没有主题 {0}",
        "name: {0}",
        "改正它；新的主题写进 pyproject.toml 再锁定",
    ),
    (r"The path set in (\w+) \('(.*?)'\) does not exist\.", "没有 {1}", "{0}:", "改正路径，或补上它"),
    (r"The path '(.*?)' isn't an existing .*", "{key} 里的 {0} 不在那里", "", "改正路径，或补上它"),
    (r"The URL isn't valid.*", "{key} 不是完整的地址", "", "以 https:// 开头；环境变量 SITE_URL 也一样"),
    (r"Expected one of \[(.*)\], got '(.*)'", "{key} 不能是 {1}", "", "写成 {0} 之一"),
    (r"Expected nav to be a list, got .*", "nav 应为列表", "", "每项一行，以 - 开头"),
)


def text_findings() -> list[Finding]:
    """Return what is wrong with the text of the file, whatever the values are worth."""
    name = shown(FILE)
    try:
        root = yaml.compose(read_text(FILE), Loader=yaml.SafeLoader)
    except SourceError as error:
        return findings_of(error)
    except FileNotFoundError:
        return [Finding(name, "没有这个文件", "站点的配置写在里面；从版本历史里取回它")]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return [Finding(f"{name}:{mark.line + 1 if mark else 1}", f"YAML 读不懂（{problem_of(error)}）", YAML)]
    if not isinstance(root, yaml.MappingNode):
        return [Finding(f"{name}:1", "没有写配置", "每行写成“键: 值”，至少要有 site_name")]
    return [
        Finding(f"{name}:{line}", f"{key} 写了两次，第 {first} 行已有", "删去一处")
        for key, line, first in doubled(root)
    ]


def doubled(node: yaml.Node) -> Iterator[tuple[str, int, int]]:
    """Yield each key that a mapping has twice, of which YAML takes the last without a word, with both lines."""
    lines: dict[str, int] = {}
    for each in node.value if isinstance(node, yaml.CollectionNode) else []:
        key, value = each if isinstance(each, tuple) else (None, each)
        if key is not None:
            line = key.start_mark.line + 1
            if key.value in lines:
                yield key.value, line, lines[key.value]
            lines.setdefault(key.value, line)
        yield from doubled(value)


def value_finding(key: str, said: str) -> Finding:
    """Return what MkDocs says of the value of a key."""
    said = " ".join(said.split())
    while part := PART.fullmatch(said):
        key, said = part["key"], part["rest"]
    if kind := KIND.fullmatch(said):
        due, got = NAMES.get(kind["due"], kind["due"]), NAMES.get(kind["got"], kind["got"])
        return of_line(f"{key}:", f"{key} 要用{due}，写的却是{got}", "改正它")
    for pattern, what, line, cure in VALUES:
        if match := re.fullmatch(pattern, said):
            found = [each.replace(f"{ROOT}/", "") for each in match.groups()]
            parts = [each.format(*found, key=key) for each in (line or "{key}:", what, cure)]
            return of_line(*parts)
    return of_line(f"{key}:", f"{key} 的值不能用（{said}）", "改正它")


def of_line(text: str, what: str, cure: str) -> Finding:
    """Return a finding at the line of the file that holds a text."""
    return Finding(numbered(place_in(FILE, text)), what, cure)
