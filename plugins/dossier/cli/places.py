"""Where a site is copied to that is not on this machine: places that rsync knows, and those that rclone knows."""

import re
import shutil
import subprocess
from pathlib import Path

from dossier.errors import ToolError

BUCKET = "rclone:"


def is_away(place: str) -> bool:
    """Whether a place is no folder of this machine: it has a colon, and not that of a drive of Windows."""
    return bool(re.match(r"[^/\\]{2,}:", place))


def copy(site: Path, place: str) -> None:
    """Copy a site to a place, whose files it takes the place of; raises ToolError where the program is missing or fails."""
    if place.startswith(BUCKET):
        program, arguments = "rclone", ["sync", str(site), place.removeprefix(BUCKET)]
    else:
        program, arguments = "rsync", ["--archive", "--delete", "--compress", f"{site}/", place]
    found = shutil.which(program)
    if not found:
        raise ToolError(f"--to needs {program}, which is not installed here: copy {site} in another way")
    code = subprocess.run([found, *arguments], check=False).returncode
    if code:
        raise ToolError(f"{program} could not copy {site} to {arguments[-1]}: it ended with exit code {code}")
