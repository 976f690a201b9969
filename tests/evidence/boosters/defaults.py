"""What LightGBM and CatBoost do by default, by the parameters that their trained models name."""

import json
import re
import sys
from pathlib import Path

import lightgbm
import numpy as np
from catboost import CatBoostClassifier

LIGHTGBM = ("data_sample_strategy", "bagging_freq", "enable_bundle", "max_depth", "num_leaves", "tree_learner")
CATBOOST = ("boosting_type", "grow_policy", "bootstrap_type", "depth", "score_function")


def main() -> None:
    random = np.random.RandomState(0)
    points = random.rand(200, 4)
    labels = (points[:, 0] > points[:, 1]).astype(int)
    light = lightgbm.train({"objective": "binary", "verbose": -1}, lightgbm.Dataset(points, label=labels), 5)
    named = dict(re.findall(r"^\[(\w+): (.*)\]$", light.model_to_string(), re.MULTILINE))
    cat = CatBoostClassifier(iterations=5, verbose=False, allow_writing_files=False).fit(points, labels)
    chosen = cat.get_all_params()
    seen = {
        "lightgbm": {name: named[name] for name in LIGHTGBM},
        "catboost": {name: chosen[name] for name in CATBOOST},
    }
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
