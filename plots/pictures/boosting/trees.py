"""The next tree of a round and its gains, as JSON; tree.mjs and ensemble.mjs say what they hold."""

import json

from plots.models.digits import significant

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAMES = ("x₁", "x₂")
DIGITS = 3
ROUNDING = 1e-9


def tree_json(state: "Any", planar: bool) -> str:
    grown = partners(state)
    nodes = []
    for place, node in enumerate(state.tree):
        before = grown[place]
        if node.split is not None:
            name = NAMES[node.split.feature] if planar else "x"
            words = [f"{name} < {said(node.split.threshold, 4)}", f"增益 {said(node.split.gain)}"]
            look, left, right = "split", node.left, node.right
        else:
            words = [f"w = {said(node.weight)}", f"ηw = {said(node.value)}"]
            look, left, right = "leaf", -1, -1
            if before.split is not None:
                look = "cut"
                words.append(f"增益 {said(before.split.gain)} < γ")
        words.append(f"G = {said(node.G)}，H = {said(node.H)}，{len(node.rows)} 个点")
        nodes.append(f'[{left},{right},"{look}",{json.dumps(words)}]')
    return "[" + ",".join(nodes) + "]"


def partners(state: "Any") -> "list[Any]":
    """Return for each node of the pruned tree the node of the grown one that it was."""
    found = [state.grown[0]] + [None] * (len(state.tree) - 1)
    for place, node in enumerate(state.tree):
        if node.split is not None:
            found[node.left] = state.grown[found[place].left]
            found[node.right] = state.grown[found[place].right]
    return found


def gains_json(state: "Any", planar: bool) -> str:
    """Return what each place could gain: on a curve in all nodes, on the plane in the root."""
    lines = []
    for node in state.grown:
        for curve in node.curves:
            if not curve.thresholds or (planar and node.depth):
                continue
            places = ("%.5g," * len(curve.thresholds) % tuple(curve.thresholds))[:-1]
            gains = ",".join(["null" if gain is None else "%.4g" % gain for gain in curve.gains])
            chosen = "null"
            if node.split is not None and node.split.feature == curve.feature:
                chosen = "[%.5g,%.5g]" % (node.split.threshold, node.split.gain)
            lines.append(f"[{node.depth},{curve.feature},[{places}],[{gains}],{chosen}]")
    return "[" + ",".join(lines) + "]"


def said(value: float, digits: int = DIGITS) -> str:
    """Return a number as it is written in a picture; what is left of a sum that is 0 is 0."""
    value = 0.0 if abs(value) < ROUNDING else value
    return significant(value, digits)
