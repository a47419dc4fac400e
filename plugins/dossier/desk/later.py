"""What the compiler put off: kept beside the journal, so that deleting the folder loses undo and this alone."""

import json
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from dossier.desk.files import unfinished_of
from dossier.desk.journal import Journal

Put: TypeAlias = Literal["later", "out"]  # put aside; kept out of what is answered for many at once
MOST = 20_000  # names of each that are kept


class Later:
    """What is put off, by the names of questions and statements, in a file of the folder ``home``."""

    def __init__(self, home: Path) -> None:
        """Stand for the file; one that is not there, or is damaged, holds nothing."""
        self.path = home / "later.json"
        self._alone = threading.Lock()

    def names(self, put: Put) -> frozenset[str]:
        """What is put off so."""
        return frozenset(self._held()[put])

    def change(self, put: Put, names: Iterable[str], *, back: bool = False) -> None:
        """Put things off, or take them back; raises OSError where the disk refuses, and what was put off before stays so."""
        with self._alone:
            held, named = self._held(), dict.fromkeys(names)
            kept = dict.fromkeys(name for name in held[put] if name not in named) | ({} if back else named)
            told = {**held, put: list(kept)[-MOST:]}
            Journal(self.path.parent).prepare()
            unfinished = unfinished_of(self.path)
            try:
                unfinished.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
                unfinished.replace(self.path)
            finally:
                unfinished.unlink(missing_ok=True)

    def _held(self) -> Mapping[Put, list[str]]:
        try:
            found = json.loads(self.path.read_bytes())
        except (OSError, ValueError):
            found = {}
        held = found if isinstance(found, dict) else {}
        return {put: [name for name in _list(held.get(put)) if isinstance(name, str)] for put in get_args(Put)}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
