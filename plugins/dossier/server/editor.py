"""The compiler's own editor, opened at a line: a program with a list of arguments, never a line for a shell."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from dossier.server.asked import Refused

Place = Callable[[str, int], list[str]]
SECOND: Place = lambda path, line: [f"+{line}", path]  # noqa: E731 - a row of the table below
BEHIND: Place = lambda path, line: [f"{path}:{line}"]  # noqa: E731
# How editors are told a line, by the names of their programs.
LINES: Mapping[str, Place] = {
    **dict.fromkeys(("vi", "vim", "nvim", "gvim", "nano", "emacs", "emacsclient", "kak", "gedit", "micro", "joe"), SECOND),
    **dict.fromkeys(("subl", "zed", "zeditor", "hx", "helix"), BEHIND),
    **dict.fromkeys(("code", "codium", "code-insiders", "cursor"), lambda path, line: ["--goto", f"{path}:{line}"]),
    **dict.fromkeys(("kate", "mate", "idea", "pycharm"), lambda path, line: ["--line", str(line), path]),
}
IN_TERMINAL = {"vi", "vim", "nvim", "nano", "kak", "micro", "joe", "hx", "helix"}


def command(editor: str, path: PurePath, line: int) -> list[str]:
    """The arguments that open a file at a line in an editor, which is a program and its options as ``$EDITOR`` names them."""
    program, *options = shlex.split(editor, posix=sys.platform != "win32")
    place = LINES.get(Path(program).stem.lower())
    return [program, *options, *(place(str(path), line) if place else [str(path)])]


class Editor:
    """The editor that ``$VISUAL`` or ``$EDITOR`` names, of which one at a time may work in the terminal of the server."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        """Of an ``environment`` the names are taken when a file is opened."""
        self.environment = environment
        self.working: subprocess.Popen[bytes] | None = None

    def open(self, path: Path, line: int) -> None:
        """Open a file at a line, and wait for nothing; raises Refused where there is no editor, or none that can be opened."""
        named = self.environment.get("VISUAL") or self.environment.get("EDITOR") or ""
        try:
            arguments = command(named, path, line)
        except ValueError:
            raise Refused("path", "No editor is known: set EDITOR, as in `EDITOR=code dossier desk`.") from None
        alone = Path(arguments[0]).stem.lower() in IN_TERMINAL
        if alone and not sys.stdin.isatty():
            raise Refused(
                "path", f"{arguments[0]} works in a terminal, and this server has none: set VISUAL to another editor."
            )
        if alone and self.working and self.working.poll() is None:
            raise Refused("path", "The terminal has a file open: close that first.", 409)
        try:
            opened = subprocess.Popen(arguments, start_new_session=not alone)
        except OSError as error:
            raise Refused("path", f"{arguments[0]} cannot be started: {error.strerror}.") from None
        if alone:
            self.working = opened
