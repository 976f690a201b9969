"""The pictures that come later: the inertia over the half steps, and where a hundred starts end."""

import json

from plots.pictures.chart import Series, axis, picture_json, progress_json, rung, steps_axis
from plots.playgrounds.kmeans.pictures import STEPS
from plots.playgrounds.kmeans.restarts import COUNT, EQUAL, near, starts
from plots.playgrounds.kmeans.settings import rule_label
from plots.playgrounds.numbers import rounded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from plots.playgrounds.kmeans.restarts import Restarts
    from plots.playgrounds.playground import Drawn

    Look = dict[str, Any]

BINS = 24
LABEL = f"{COUNT} 次随机初始化"


def inertia_picture(drawn: "list[Drawn]") -> str:
    """Return the inertia of all settings over the half steps as JSON, or how far the runs are."""
    for each in drawn:
        if not each.result.finished:
            return progress_json(each.result.progress)
    series: "list[tuple[Series, Look]]" = []
    for each in drawn:
        values = [moment.inertia for moment in each.result.moments]
        if values:
            series.append((Series(values), {"setting": each.setting, "label": each.label, "role": each.setting + 1}))
    if not series:
        return "null"
    last = max([len(each.values) for each, _ in series]) - 1
    highest = max([max(each.values) for each, _ in series])
    picture = {
        "name": "inertia",
        "kind": "lines",
        "label": "簇内平方和 J：两种半步都不让它变大",
        "x": steps_axis(STEPS, last),
        "y": axis("簇内平方和 J", 0, rung(highest), first=0, last=highest),
        "note": "",
    }
    return picture_json(picture, series)


def restarts_picture(drawn: "list[Drawn]") -> str:
    """Return the histograms as JSON, or how far they are."""
    if not drawn[0].result.moments:
        return "null"
    all_rules = starts(drawn)
    done, total = sum([len(each.finals) for each in all_rules]), COUNT * len(all_rules)
    if done < total:
        return json.dumps({"progress": done / total, "label": f"{LABEL}：{done} / {total}"})
    return json.dumps(histogram(drawn, all_rules))


def histogram(drawn: "list[Drawn]", all_rules: "list[Restarts]") -> "dict[str, Any]":
    """Return the picture: a row for each rule, all with the same bins."""
    finals = [final for each in all_rules for final in each.finals]
    here = [each.result.moments[-1].inertia for each in drawn if each.result.moments]
    low, high = min(finals + here), max(finals + here)
    if high - low <= EQUAL * high:  # all the same
        low, high = 0.95 * low, 1.05 * high + (1 if high == 0 else 0)
    edges = [low + (high - low) * i / BINS for i in range(BINS + 1)]
    rows: "list[dict[str, Any]]" = []
    for i, each in enumerate(all_rules):
        counts = [0] * BINS
        for final in each.finals:
            counts[min(int((final - low) / (high - low) * BINS), BINS - 1)] += 1
        rows.append({"label": rule_label(each.rule), "role": 1 + i % 4, "counts": counts})
    room = 0.02 * (high - low)
    return {
        "name": "restarts",
        "kind": "histogram",
        "label": f"{LABEL}：最终 J 的分布",
        "x": axis("最终的 J", low - room, high + room, first=low, last=high),
        "y": axis("次数", 0, max([max(row["counts"]) for row in rows]), first=0, last=COUNT),
        "edges": edges,
        "rows": rows,
        "rules": [{"x": inertia, "label": f"这次 {rounded(inertia)}"} for inertia in here[:1]],
        "note": summary(all_rules),
        "retell": True,
    }


def summary(all_rules: "list[Restarts]") -> str:
    """Say how often each rule led to about the least inertia."""
    least = min([min(each.finals) for each in all_rules])
    often = [f"{rule_label(each.rule)} {near(each.finals, least)} 次" for each in all_rules]
    return f"最低的 J 是 {rounded(least)}；各 {COUNT} 次里，与它相差不到 1% 的有：{'，'.join(often)}。"
