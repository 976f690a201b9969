"""The pictures that come later: the inertia over the half steps, and where a hundred starts end."""

import json

from plots.pictures.chart import progress_json
from plots.pictures.kmeans.curves import histogram, inertia_json
from plots.playgrounds.kmeans.restarts import COUNT, name_of, near, starts
from plots.playgrounds.kmeans.settings import RULE_LABELS
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.kmeans.restarts import Restarts
    from plots.playgrounds.kmeans.runs import Run
    from plots.playgrounds.playground import Drawn


def inertia_picture(drawn: "list[Drawn[Run]]") -> str:
    """Return the inertia of all settings over the half steps as JSON, or how far the runs are."""
    for each in drawn:
        if not each.result.finished:
            return progress_json(each.result.progress)
    curves = [
        (
            [moment.inertia for moment in each.result.moments],
            {"setting": each.setting, "label": each.label, "role": each.setting + 1},
        )
        for each in drawn
        if each.result.moments
    ]
    return inertia_json(curves) if curves else "null"


def restarts_picture(drawn: "list[Drawn[Run]]") -> str:
    """Return the histograms as JSON, or how far they are."""
    all_rules = starts(drawn)
    if not all_rules:
        return "null"
    done, total = sum([len(each.finals) for each in all_rules]), COUNT * len(all_rules)
    if done < total:
        return json.dumps({"progress": done / total, "label": f"{COUNT} 次随机初始化：{done} / {total}"})
    here, name = drawn[0].result.moments[-1].inertia, name_of(drawn[0].values).strip()
    picture = histogram([(RULE_LABELS[each.rule], each.finals) for each in all_rules], here, name)
    for row, each in zip(picture["rows"], all_rules):
        row.update(leading(each.rule, drawn))
    picture["note"] = summary(all_rules) + "按一根柱子，就换成停在那里的一个种子；再按换下一个。"
    picture["retell"] = True
    return json.dumps(picture)


def leading(rule: "str", drawn: "list[Drawn[Run]]") -> "dict[str, Any]":
    """Return the edits that lead to a run by a rule, the last of which takes its seed, and the seed that is shown.

    The run is that of the first setting with this rule; where none has it, the first takes it on.
    """
    for each in drawn:
        if each.values["start"] == rule:
            return {"edits": [{"setting": each.setting, "path": ["seed"]}], "seed": each.values["seed"]}
    return {"edits": [{"setting": 0, "path": ["start"], "text": rule}, {"setting": 0, "path": ["seed"]}], "seed": None}


def summary(all_rules: "list[Restarts]") -> str:
    """Say how often each rule led to about the least inertia."""
    least = min([min(each.finals) for each in all_rules])
    often = [f"{RULE_LABELS[each.rule]} {near(each.finals, least)} 次" for each in all_rules]
    return f"最低的 J 是 {rounded(least)}；各 {COUNT} 次里，与它相差不到 1% 的有：{'，'.join(often)}。"
