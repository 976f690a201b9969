"""Predictions where the categories of a column come in another order than in training, by the script of their names.

The model is to return a category's place in the training order: 0, 1 or 2. Each order of the same three, and each part of
them, is predicted; what is right, wrong without an error, or refused is counted.
"""

import itertools
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xgboost

ROWS, CLOSE = 300, 0.1
TRAINED = {
    "latin, sorted": ["bj", "gz", "sh"],
    "latin, not sorted": ["sh", "bj", "gz"],
    "chinese, sorted": ["上海", "北京", "广州"],
    "chinese, not sorted": ["北京", "上海", "广州"],
}


def trained(names: list[str]) -> Any:
    drawn = np.random.RandomState(0).choice(names, ROWS)
    frame = pd.DataFrame({"city": pd.Categorical(drawn, categories=names)})
    places = [float(names.index(name)) for name in drawn]
    settings = {"nthread": 1, "max_depth": 3, "eta": 1, "lambda": 0, "tree_method": "hist"}
    return xgboost.train(settings, xgboost.DMatrix(frame, label=places, enable_categorical=True), 3)


def outcome(model: Any, names: list[str], asked: tuple[str, ...]) -> dict[str, Any]:
    frame = pd.DataFrame({"city": pd.Categorical(list(asked), categories=list(asked))})
    expected = [float(names.index(name)) for name in asked]
    try:
        found = model.predict(xgboost.DMatrix(frame, enable_categorical=True)).round(3).tolist()
    except (UnicodeDecodeError, ValueError, xgboost.core.XGBoostError) as error:
        return {"asked": asked, "outcome": "refused", "error": type(error).__name__}
    right = np.allclose(found, expected, atol=CLOSE)
    return {"asked": asked, "outcome": "right" if right else "wrong", "found": found, "expected": expected}


def main() -> None:
    seen = []
    for about, names in TRAINED.items():
        model = trained(names)
        orders = [outcome(model, names, order) for order in itertools.permutations(names)]
        parts = [outcome(model, names, part) for part in itertools.combinations(names, 2)]
        counts = {
            kind: Counter(each["outcome"] for each in each_kind)
            for kind, each_kind in (("orders", orders), ("parts", parts))
        }
        seen.append({"trained": about, "names": names, "counts": counts, "orders": orders, "parts": parts})
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
