"""What is wrong with a playground before anything is shown of it: its package, its controls, its named settings."""

import re
from collections.abc import Iterator

from scripts.assets.python_files import PLAYGROUNDS, module_name, playground, playground_ids
from scripts.shared.findings import Finding, unexpected
from scripts.shared.sources import numbered, place_in, shown

NAME = re.compile(r"[A-Za-z][\w-]*", re.ASCII)  # of a control: it stands in addresses
PRESET = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def findings() -> Iterator[Finding]:
    """Yield what is wrong with all playgrounds."""
    for id in playground_ids():
        yield from playground_findings(id)


def playground_findings(id: str) -> Iterator[Finding]:
    path = PLAYGROUNDS / id.replace("-", "_") / "__init__.py"
    try:
        for what, cure, text in problems(id):
            yield Finding(numbered(place_in(path, text)), what, cure)
    except Exception as error:
        found = unexpected(error, of=f"互动图 {id} 不能用，")
        yield found if found.place.startswith("plots/") else found._replace(place=f"{shown(path)}:1")


def problems(id: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong, the cure, and a text that may stand at the place; whatever else fails is raised."""
    from plots.playgrounds import query, state
    from plots.playgrounds.controls import Control

    found = playground(id)
    if found.id != id:
        yield f"PLAYGROUND 的 id 是 {found.id}，文件夹却叫 {module_name(id).rpartition('.')[2]}", "两处写成一样", "id="
    setting = state.read_settings(found, [[]])[0]
    names = [control.name for control in setting.controls]
    for control in setting.controls:
        if not NAME.fullmatch(control.name):
            yield f"参数 {control.name} 的名字不能作地址", "只用字母、数字和下划线，汉字写进 label", control.name
        if names.count(control.name) > 1:
            yield f"有两个参数叫 {control.name}", "给其中一个换个名字", control.name
        if not control.kind:
            known = "、".join(sorted(each.__name__ for each in Control.__subclasses__()))
            yield f"参数 {control.name} 没有种类", f"不用 Control 本身，用 {known}", control.name
    for problem in setting.problems:
        yield f"默认值不能用：{problem.message.rstrip('。')}", "改正这个参数的默认值", str((problem.path or [""])[0])
    if found.subject and found.subject not in names:
        yield f"subject 是 {found.subject}，没有这个参数", f"改成 {'、'.join(names)} 之一", "subject="
    shown_settings = [(name, text) for name, _, text in found.presets]
    for name, text in [*shown_settings, *((figure, text) for text, figure in found.figures)]:
        for each in state.read_settings(found, query.read(text)):
            wrong = [*each.problems, *(problem for _, problem in state.unknown_names([each]))]
            for problem in wrong:
                yield f"{name} 的设置 {text} 不能用：{problem.message.rstrip('。')}", "改正它", f'"{text}"'
    presets = [name for name, _ in shown_settings]
    for name in dict.fromkeys(presets):
        if not PRESET.fullmatch(name):
            yield f"预设 {name} 的名字不能作地址", "只用小写字母、数字和单个连字符", f'"{name}"'
        if presets.count(name) > 1:
            yield f"有两个预设叫 {name}", "给其中一个换个名字", f'"{name}"'
