"""The pages that import OneFlow, on OneFlow itself."""

from tests.evidence.pages import write_blocks

if __name__ == "__main__":
    write_blocks("oneflow")
