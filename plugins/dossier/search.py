"""The search index: Pagefind, run as a program on the finished pages."""

import subprocess
import sys
from pathlib import Path

from dossier.errors import ToolError

VERSION = "1.5.2"  # offline.py takes this version's script apart


def index(site: Path) -> Path:
    """Index the pages below ``site`` that ask for it, into an empty folder ``pagefind`` there; returns that folder."""
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", "pagefind", "--keep-index-url"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode != 0 or f"Pagefind v{VERSION}" not in done.stdout:
        problem = (done.stderr or done.stdout).strip()
        raise ToolError(
            f"Pagefind {VERSION} did not index the pages; `pip install -r requirements.txt` installs it.\n{problem}"
        )
    return site / "pagefind"
