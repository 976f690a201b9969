"""Where huggingface_hub looks for a file: by default, and with the variable that names another address."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

ASK = "import huggingface_hub; print(huggingface_hub.hf_hub_url('bert-base-uncased', 'config.json'))"
MIRROR = "https://mirror.example.org"


def address(**variables: str) -> str:
    """Return the address of a file in a process of its own: the variable is read when the library is imported."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    asked = subprocess.run(
        [sys.executable, "-c", ASK], env={**own, **variables}, check=True, capture_output=True, encoding="utf-8"
    )
    return asked.stdout.strip()


if __name__ == "__main__":
    seen = {
        "huggingface_hub": version("huggingface_hub"),
        "default": address(),
        "HF_ENDPOINT": address(HF_ENDPOINT=MIRROR),
    }
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")
