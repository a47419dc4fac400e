"""Values that are kept and passed on as bytes, for most of them are never looked at again."""

import os
import pickle
import sys
from collections import deque
from collections.abc import Iterable
from io import FileIO
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar
from zlib import crc32

Value = TypeVar("Value")

BLOCK = 1 << 20  # bytes that are read at a time
RECENT = 200  # values read from a shelf that stay in memory: those of the articles that are at work


class Packed(Generic[Value]):
    """A value that is pickled once and unpickled where it is asked for.

    On a shelf it takes no memory but while it is at work. Pickled, it takes its bytes along, for who unpickles it may be on
    another machine.
    """

    __slots__ = ("_data", "_value", "place", "shelf")

    def __init__(self, value: Value) -> None:
        """Stand for a value."""
        self._value: tuple[Value] | None = (value,)
        self._data = b""
        self.shelf: Shelf | None = None
        self.place = (0, 0)

    @property
    def value(self) -> Value:
        """The value."""
        if self._value is None:
            self._value = pickle.loads(self.data)  # noqa: S301 - who unpickled this object trusts what is in it
            if self.shelf:
                _recent.append(self)
                if len(_recent) > RECENT:
                    _recent.popleft()._value = None
        return self._value[0]

    @property
    def data(self) -> bytes:
        """The value as pickled."""
        if self.shelf:
            return self.shelf.read(*self.place)
        return self._data or pickle.dumps(self._value, pickle.HIGHEST_PROTOCOL)

    def put(self, shelf: "Shelf", start: int, size: int) -> None:
        """Let the value be what stands at a place of a shelf."""
        self.shelf, self.place = shelf, (start, size)
        self._data, self._value = b"", None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Packed):
            return NotImplemented
        return self is other or bool(self.value == other.value)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return _packed, (self.data,)


_recent: deque[Packed[Any]] = deque()


def _packed(data: bytes) -> Packed[Any]:
    found = Packed[Any](None)
    found._value, found._data = None, data
    return found


class Shelf:
    """A file where values stand, one after another. Any thread may read them, and any process that comes of this one."""

    def __init__(self, folder: Path, name: str, end: int = 0, checksum: int = 0) -> None:
        """Go on with a file from ``end`` on, or begin one.

        Raises OSError where it cannot be opened or, by its ``checksum`` (CRC 32), is not as it was left.
        """
        self.path, self.end, self.sum = folder / name, end, checksum
        self.file, self.turn = FileIO(self.path, "r+b" if end else "w+b"), Lock()
        if self._summed(end) != checksum:
            raise OSError(f"{self.path} is damaged")
        self.file.truncate(end)

    def put(self, values: Iterable[Packed[Any]]) -> None:
        """Put values down, those that are not here yet; raises OSError where there is no room, and they stay where they are."""
        new = [(value, value.data) for value in values if value.shelf is not self]
        with self.turn:
            self.file.seek(self.end)
            whole = b"".join(data for _, data in new)
            left = memoryview(whole)
            while left:
                left = left[self.file.write(left) :]
            self.sum = crc32(whole, self.sum)
        for value, data in new:
            value.put(self, self.end, len(data))
            self.end += len(data)

    def _summed(self, end: int) -> int:
        """The checksum of the file up to ``end``; of less where it is shorter."""
        checksum = 0
        while block := self.file.read(min(BLOCK, end)):
            checksum, end = crc32(block, checksum), end - len(block)
        return -1 if end else checksum

    def take(self, start: int, size: int) -> Packed[Any]:
        """The value that begins there and has so many bytes."""
        found = Packed[Any](None)
        found.put(self, start, size)
        return found

    def read(self, start: int, size: int) -> bytes:
        """So many bytes from ``start`` on."""
        if sys.platform != "win32":
            # Threads, and processes that fork, share the place in an open file: to move it, they would cross.
            return os.pread(self.file.fileno(), size, start)
        with self.turn:  # where no process forks, one that has its turn
            self.file.seek(start)
            return self.file.read(size) or b""
