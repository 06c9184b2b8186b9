"""What loading the store costs a command that never opens it."""

from __future__ import annotations

import subprocess
import sys


def test_importing_the_store_loads_neither_sqlite_utils_nor_cryptography() -> None:
    """A command that opens no database pays for none of it."""
    heavy = "{'sqlite_utils', 'cryptography', 'click', 'pydantic', 'flet'}"
    script = f"import sys, platecheck.store; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"
