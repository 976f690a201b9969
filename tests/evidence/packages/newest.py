"""The newest release of each library whose history a page tells, as pip's configured index has it, and when it was uploaded.

What an index does not say stays null: pip then refuses the option that asks by the time of the upload.
"""

import json
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

LIBRARIES = ("transformers", "huggingface-hub")
FAMILY = re.compile(r"transformers/models/(\w+)/modeling_\w+\.py")
FIRST = datetime(2016, 1, 1, tzinfo=UTC)  # before any of them
NOT_A_FAMILY = "auto"  # chooses among the families


def newest(library: str, before: datetime | None = None) -> str:
    """Return the newest release that is no candidate, "" if there is none before a moment.

    Raises:
        subprocess.CalledProcessError: If the index cannot be asked.
    """
    when = ["--uploaded-prior-to", before.strftime("%Y-%m-%dT%H:%M:%SZ")] if before else []
    done = pip("index", "versions", library, "--json", *when, check=before is None)
    versions = json.loads(done.stdout)["versions"] if done.returncode == 0 else []
    return str(versions[0]) if versions else ""


def uploaded(library: str, version: str) -> str | None:
    """Return the second of the upload, found by halving the time in which it lies; None where the index does not say."""
    low, high = FIRST, datetime.now(UTC) + timedelta(days=1)
    if newest(library, high) != version:
        return None
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if newest(library, middle) == version:
            high = middle
        else:
            low = middle
    return low.strftime("%Y-%m-%dT%H:%M:%SZ")


def families(version: str) -> int:
    """Return how many folders of models with code of their own the package of Transformers holds."""
    with tempfile.TemporaryDirectory() as folder:
        pip("download", "--quiet", "--no-deps", "--dest", folder, f"transformers=={version}")
        [wheel] = Path(folder).glob("*.whl")
        with ZipFile(wheel) as files:
            found = {match[1] for name in files.namelist() if (match := FAMILY.fullmatch(name))}
    return len(found - {NOT_A_FAMILY})


def pip(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    quiet = ["--disable-pip-version-check", "--no-input"]
    return subprocess.run(
        [sys.executable, "-m", "pip", *arguments, *quiet], check=check, capture_output=True, encoding="utf-8"
    )


def main() -> None:
    seen: dict[str, Any] = {}
    for library in LIBRARIES:
        version = newest(library)
        seen[library] = {"newest": version, "uploaded": uploaded(library, version)}
    seen["transformers"]["families"] = families(seen["transformers"]["newest"])
    Path(sys.argv[1]).write_text(json.dumps(seen), encoding="utf-8")


if __name__ == "__main__":
    main()
