"""The report of an import: one JSON object a line."""

import json
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from dossier.errors import DossierError


class Report(AbstractContextManager["Report"]):
    """A file whose room on the disk is taken before anything that it tells of is written to the same disk."""

    def __init__(self, path: Path | None) -> None:
        """Begin a report, or none without a path; raises DossierError where none can be written at this place."""
        self._path = path
        try:
            self._file = open(path or os.devnull, "wb", buffering=0)  # noqa: PTH123, SIM115 - closed by __exit__
        except OSError as error:
            raise DossierError(self._problem(error)) from error
        self._regular = stat.S_ISREG(os.fstat(self._file.fileno()).st_mode)  # and not a pipe or a terminal

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def reserve(self, records: Iterable[Mapping[str, Any]]) -> str:
        """Take the room that these records need; says what keeps them from being written, or nothing."""
        return self._put(b" " * len(_line(record)) for record in records) if self._regular else ""

    def write(self, records: Iterable[Mapping[str, Any]]) -> str:
        """Write the records, a line each; says what keeps some of them from being written, or nothing."""
        return self._put(map(_line, records))

    def _put(self, lines: Iterable[bytes]) -> str:
        """Write lines from the file's beginning on, each of them whole or not at all."""
        whole = 0
        try:
            if self._regular:
                self._file.seek(0)
            for line in lines:
                rest = memoryview(line)
                while rest:
                    rest = rest[self._file.write(rest) :]
                whole += len(line)
        except OSError as error:
            return self._problem(error)
        finally:
            if self._regular:
                self._file.truncate(whole)
        return ""

    def _problem(self, error: OSError) -> str:
        return f"the report {self._path} cannot be written: {error.strerror}"


def _line(record: Mapping[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False) + "\n").encode()
