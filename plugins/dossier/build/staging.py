"""How a new output takes the place of the last one: it is made beside it, and whole before anybody sees it."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Self

from dossier.errors import ToolError
from dossier.locks import lock_of, locked

OLD, NEW = "old", "new"
SIGN = Path("data", "dossier.json")  # every output has it


class Staging:
    """The place of an output, which is this build's alone until it is closed; ``fresh`` is the new output's folder."""

    def __init__(self, output: Path, content: Path, retained: Sequence[str] = ()) -> None:
        """Take the place of ``output``, or of what it links to; wait where another build has it.

        What builds that were killed have left beside it is cleared away. Of the last output the files and folders ``retained``
        move on into the new one. Raises ToolError, before anything is changed, where the output cannot be exchanged as a whole
        or does not come of a build: ``content`` may not lie in it.
        """
        self.output, self.retained = _checked(output, content, retained), retained
        self.stack = ExitStack()
        try:
            self.output.parent.mkdir(parents=True, exist_ok=True)
            busy = lambda: print(f"Waiting for another build of {output}.", flush=True)  # noqa: E731
            self.stack.enter_context(locked(self.output, busy))
            self._recover()
            self.fresh = Path(tempfile.mkdtemp(prefix=f".{self.output.name}.{NEW}-", dir=self.output.parent))
            self.fresh.chmod(0o777 & ~_umask())  # others may read a site
        except OSError as error:
            self.stack.close()
            raise ToolError(f"cannot write beside {self.output}, where a new output is made: {error.strerror}") from error

    def exchange(self) -> None:
        """Put the new output in the place of the last one."""
        last = self._beside(OLD)
        if self.output.exists():
            self.output.rename(last)
            for name in self.retained:
                if (last / name).exists():
                    (last / name).rename(self.fresh / name)
        self.fresh.rename(self.output)
        shutil.rmtree(last, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let others have the place; a new output that did not take it is dropped."""
        shutil.rmtree(self.fresh, ignore_errors=True)
        self.stack.close()

    def _beside(self, suffix: str) -> Path:
        return self.output.with_name(f".{self.output.name}.{suffix}")

    def _recover(self) -> None:
        """Clear away what a build that was killed has left, without losing the last good output."""
        if (last := self._beside(OLD)).exists() and not self.output.exists():
            last.rename(self.output)
        for leftover in leftovers(self.output):
            shutil.rmtree(leftover)


def remove(output: Path, content: Path, retained: Sequence[str] = ()) -> None:
    """Remove an output, but for what is ``retained`` in it, and what builds that were killed have left beside it.

    Waits where a build has it. Raises ToolError, before anything is removed, as :class:`Staging`.
    """
    real = _checked(output, content, retained)
    if not real.parent.is_dir():
        return
    with locked(real, lambda: print(f"Waiting for a build of {output}.", flush=True)):
        if real.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{real.name}.{NEW}-", dir=real.parent))
            # The folder that tells an output of ours goes last, so that one which is removed by half can be removed or built.
            for path in sorted(real.iterdir(), key=lambda path: path.name == SIGN.parts[0]):
                if path.name not in retained:
                    path.rename(old / path.name)
            with suppress(OSError):  # it holds what is retained
                real.rmdir()
        for leftover in leftovers(real):
            shutil.rmtree(leftover)
        with suppress(PermissionError):  # Windows does not remove a file that is open
            lock_of(real).unlink(missing_ok=True)


def leftovers(output: Path) -> list[Path]:
    """The folders that builds which were killed have left beside an output."""
    return [*output.parent.glob(f".{output.name}.{NEW}*"), *output.parent.glob(f".{output.name}.{OLD}")]


def _checked(output: Path, content: Path, retained: Sequence[str]) -> Path:
    """Where an output really stands; raises ToolError where none can."""
    try:
        real = output.resolve()
    except (OSError, RuntimeError) as error:  # links in a circle
        raise ToolError(f"{output} leads nowhere: {error}") from error
    if real.exists() and not real.is_dir():
        raise ToolError(f"{output} is a file, and an output is a folder: move it, or build elsewhere by `--output FOLDER`")
    if content.resolve().is_relative_to(real):
        raise ToolError(
            f"{output} holds the content, and is exchanged as a whole: build into another folder by `--output FOLDER`"
        )
    if os.path.ismount(real):
        raise ToolError(
            f"{output} is where another disk is mounted, and cannot be exchanged as a whole: "
            f"build into a folder on it by `--output {output / 'site'}`"
        )
    if real.is_dir() and not (real / SIGN).exists() and any(path.name not in retained for path in real.iterdir()):
        raise ToolError(
            f"{output} holds what no build of Dossier made, and a build would replace it: "
            "move it away, or build into another folder by `--output FOLDER`"
        )
    return real


def _umask() -> int:
    os.umask(mask := os.umask(0))
    return mask
