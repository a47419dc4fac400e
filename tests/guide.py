"""The documentation as a list of steps: its fenced blocks, and what a shell makes of them, line by line."""

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.conftest import PROJECT

DOCS = PROJECT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
NOT_RUN = "Not run by the tests: "
SHELLS = ("sh", "powershell")
_FENCE = re.compile(r'^```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block of a page: its language, what stands above it, and what it holds."""

    language: str
    title: str
    text: str

    @property
    def is_run(self) -> bool:
        """Whether it holds commands that can be run anywhere."""
        return self.language in SHELLS and not self.title.startswith(NOT_RUN)


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page."""
    return [Block(found["language"], found["title"] or "", found["text"]) for found in _FENCE.finditer(page.read_text("utf-8"))]


def commands(page: Path) -> list[str]:
    """The commands of a page that are run, in their order."""
    return [command for block in blocks(page) if block.is_run for command in block.text.splitlines()]


@dataclass
class Walk:
    """Somebody who follows a page: where they are, in which environment, and what each command said."""

    here: Path
    environment: dict[str, str]
    said: dict[str, str] = field(default_factory=dict)

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command where they are."""
        shell = ["/bin/sh", "-c", command]
        return subprocess.run(shell, cwd=self.here, env=self.environment, capture_output=True, encoding="utf-8", check=False)

    def follow(self, page: Path) -> None:
        """Write each file that the page names, and run each command; raises AssertionError where one fails."""
        for block in blocks(page):
            if block.is_run:
                for command in block.text.splitlines():
                    self.step(command)
            elif block.title and block.language not in SHELLS:
                (self.here / block.title).write_text(block.text, encoding="utf-8")

    def step(self, command: str) -> None:
        """Go elsewhere, use another program from now on, or run a command, which has to end well."""
        if command.startswith("cd "):
            self.here /= command.removeprefix("cd ")
        elif command == ". .venv/bin/activate":
            self.environment["PATH"] = f"{self.here / '.venv' / 'bin'}{os.pathsep}{self.environment['PATH']}"
        else:
            done = self.run(command)
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
            self.said[command.partition(" #")[0].strip()] = done.stdout + done.stderr
