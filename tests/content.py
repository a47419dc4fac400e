"""Content made in a test: files, entries, and whole folders."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from dossier.edition import Edition
from dossier.model import Entry, Prose
from dossier.pipeline import Content, assemble, collect
from dossier.readings import File, read

DEFAULTS: dict[str, dict[str, Any]] = {
    "articles": {
        "title": "A story",
        "date": "2008-06-25",
        "sources": [{"title": "Report", "publisher": "Interfax", "url": "https://example.org/report"}],
        "topics": ["talks"],
    },
    "actors": {"name": "Somebody", "kind": "person"},
    "topics": {"label": "Talks"},
    "pages": {"title": "A page"},
}


Files = dict[str, str | bytes]


def text(path: str, head: dict[str, Any] | None = None, body: str = "A passage.") -> str:
    """The text of a content file; ``head`` adds to what its kind needs, and None there takes a key away."""
    merged = DEFAULTS[path.split("/", maxsplit=1)[0]] | (head or {})
    kept = {key: value for key, value in merged.items() if value is not None}
    return f"---\n{json.dumps(kept, ensure_ascii=False, default=str)}\n---\n\n{body}\n"


def entry(path: str, head: dict[str, Any] | None = None, body: str = "A passage.") -> Entry[Any]:
    """A content file as read."""
    return read_file(path, head, body)[0]


def read_file(path: str, head: dict[str, Any] | None = None, body: str = "A passage.") -> tuple[Entry[Any], Prose]:
    """A content file as read, and what it says."""
    found = read(File(path, text(path, head, body).encode()), "en")
    assert isinstance(found, tuple), found
    return found


def content(files: Files, statics: tuple[str, ...] = ()) -> Content:
    """A content folder that holds these files besides the topic `talks`."""
    every = {"topics/talks.md": text("topics/talks.md"), **files}
    markdown = tuple(File(path, data if isinstance(data, bytes) else data.encode()) for path, data in every.items())
    return Content(Path("content"), markdown, statics)


@cache
def shipped_edition() -> Edition:
    """The dossier that this repository ships, read once."""
    return assemble(collect(Path(__file__).parent.parent / "content"))


def write(folder: Path, files: Files) -> Path:
    """Write a content folder that holds these files besides the topic `talks`; returns the folder."""
    for file in content(files).markdown:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data or b"")
    return folder
