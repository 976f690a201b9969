"""Seconds of the processor that the exact method and hist take for 20 rounds, by the number of rows, on one thread."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import xgboost as xgb

ROWS, COLUMNS, ROUNDS, TIMES = (200, 1000, 5000, 20_000), 20, 20, 3


def seconds(method: str, points: Any, labels: Any) -> float:
    """Return the least of a few runs: what disturbs a run only makes it longer."""
    settings = {"objective": "binary:logistic", "tree_method": method, "nthread": 1}
    taken = []
    for _ in range(TIMES):
        began = time.process_time()
        xgb.train(settings, xgb.DMatrix(points, labels, nthread=1), ROUNDS)
        taken.append(time.process_time() - began)
    return round(min(taken), 3)


def main() -> None:
    random = np.random.RandomState(0)
    seen = []
    for rows in ROWS:
        points = random.normal(size=(rows, COLUMNS))
        labels = (points[:, :5].sum(axis=1) + random.normal(size=rows) > 0).astype(int)
        seen.append({"rows": rows, **{method: seconds(method, points, labels) for method in ("exact", "hist")}})
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
