"""The files of an output: written where they are new, carried over from the last output where they are as they were."""

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

BLOCK = 1 << 18  # bytes that are copied at a time: as many as a processor has near at hand
Stamp = tuple[int, int]  # a file's size in bytes, and when it was last written, in nanoseconds


class Made(NamedTuple):
    """A file that was written: its address, its stamp, how many lines it has, and a page's fingerprint for the search index."""

    address: str
    stamp: Stamp
    lines: int
    seen: str = ""


class Stretch(NamedTuple):
    """A part of a file, in bytes."""

    file: str
    start: int
    end: int


class Writer:
    """Writes files below ``output``; those of the last output stand below ``last``.

    Where both are one folder, a file takes the place of its predecessor: nobody sees half of it.
    """

    # Of each file the paths are text: to make a `Path` of one costs as much as to write it.

    def __init__(self, output: Path, last: Path | None) -> None:
        """Write into a folder; there is no ``last`` output for a first build."""
        self.output, self.last = output, last
        self.replaces = output == last
        self.folders: set[str] = set()

    def write(self, address: str, data: bytes) -> Stamp:
        """Write a file, if it is not the same as in the last output."""
        if self.last and _holds(f"{self.last}/{address}", data):
            return self.carry(address)
        with open(self._fresh(address), "wb") as file:  # noqa: PTH123
            file.write(data)
        return self._place(address)

    def splice(self, files: Mapping[str, Sequence[Stretch]]) -> dict[str, Stamp]:
        """Write files of stretches of others; one that is just what it was in the last output is carried over.

        None takes its place before all are written, so they may be made of their predecessors.
        """
        fresh = {address: parts for address, parts in files.items() if list(parts) != self._whole(address)}
        for address, parts in fresh.items():
            _splice(parts, self._fresh(address))
        return {address: self._place(address) if address in fresh else self.carry(address) for address in files}

    def carry(self, address: str) -> Stamp:
        """Carry a file of the last output over, with its stamp."""
        if not self.replaces:
            last, target = f"{self.last}/{address}", self._target(address)
            try:
                os.link(last, target)
            except OSError:  # a disk that knows no second name of a file
                shutil.copy2(last, target)
        return stamp(f"{self.output}/{address}") or (0, 0)

    def _whole(self, address: str) -> list[Stretch] | None:
        """All of a file of the last output; None where there is none."""
        last = f"{self.last}/{address}"
        found = stamp(last)
        return found and ([Stretch(last, 0, found[0])] if found[0] else [])

    def _place(self, address: str) -> Stamp:
        if self.replaces:
            os.replace(self._fresh(address), f"{self.output}/{address}")  # noqa: PTH105
        return stamp(f"{self.output}/{address}") or (0, 0)

    def _fresh(self, address: str) -> str:
        return self._target(address) + (".new" if self.replaces else "")

    def _target(self, address: str) -> str:
        folder = address.rpartition("/")[0]
        if folder not in self.folders:
            (self.output / folder).mkdir(parents=True, exist_ok=True)
            self.folders.add(folder)
        return f"{self.output}/{address}"


def stamp(path: str) -> Stamp | None:
    """The stamp of a file; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _holds(path: str, data: bytes) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return os.fstat(file.fileno()).st_size == len(data) and file.read() == data
    except OSError:
        return False


def _splice(parts: Iterable[Stretch], target: str) -> None:
    """Write a file of stretches of others."""
    block = memoryview(bytearray(BLOCK))
    with open(target, "wb") as file:  # noqa: PTH123 - a path for each file costs as much as the file
        for source, start, end in parts:
            with open(source, "rb", buffering=0) as found:  # noqa: PTH123 - as above
                found.seek(start)
                left = end - start
                while left and (size := found.readinto(block[:left])):
                    file.write(block[:size])
                    left -= size
