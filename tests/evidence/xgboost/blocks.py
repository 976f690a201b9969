"""The pages that import XGBoost, on each of the two versions that readers get."""

from tests.evidence.pages import write_blocks

if __name__ == "__main__":
    write_blocks("xgboost")
