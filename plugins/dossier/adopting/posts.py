"""Texts of an ordinary Pelican site: their metadata, and their Markdown."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dossier.chronology import PartialDate
from dossier.splice.nodes import Refused, composed, plain

FENCE, MARKDOWN = "---", (".md", ".markdown", ".mkd", ".mdown")
OTHER = (".rst", ".html", ".htm", ".adoc", ".ipynb")  # that Pelican or its plugins read too
PAGES = "pages"  # where a site has its pages
_KEY = re.compile(r" {0,3}([\w-]+):\s*(.*)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Post:
    """A text: where it stands below the site's content, what is said of it, and its Markdown."""

    path: str
    metadata: Mapping[str, tuple[str, ...]]
    body: str

    def one(self, *keys: str) -> str:
        """What is said under the first of some keys that is there; empty where none is."""
        return next((" ".join(self.metadata[key]).strip() for key in keys if self.metadata.get(key)), "")

    def several(self, *keys: str) -> tuple[str, ...]:
        """What is said under some keys, taken apart at semicolons, else at commas."""
        said = [value for key in keys for value in self.metadata.get(key, ())]
        parts = (part.strip() for value in said for part in value.split(";" if ";" in value else ","))
        return tuple(dict.fromkeys(filter(None, parts)))

    @property
    def is_page(self) -> bool:
        """Whether it is a page beside the articles."""
        return self.path.startswith(f"{PAGES}/")

    @property
    def date(self) -> PartialDate | None:
        """The day that it gives, or that its name begins with; None where neither is one."""
        for text in (self.one("date"), PurePosixPath(self.path).stem):
            if found := _DAY.match(text):
                try:
                    return PartialDate.parse(found[0])
                except ValueError:
                    continue
        return None


def texts(folder: Path) -> Iterator[tuple[str, Path]]:
    """The texts below a folder, hidden ones left out: the path of each from there, and where it is."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and path.suffix in (*MARKDOWN, *OTHER) and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path


def read(path: str, text: str) -> Post:
    """A text taken apart: metadata as Python-Markdown has them, or as YAML between two lines ``---``."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() == FENCE:
        end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in (FENCE, "...")), 0)
        if end:
            return Post(path, _of_yaml(lines[1:end]), "\n".join(lines[end + 1 :]).strip())
    metadata, end = _of_lines(lines)
    return Post(path, metadata, "\n".join(lines[end:]).strip())


def _of_yaml(lines: list[str]) -> Mapping[str, tuple[str, ...]]:
    try:
        found = plain(composed("\n".join(lines)))
    except Refused:  # what is no YAML may be metadata of Python-Markdown, between the same lines
        return _of_lines(lines)[0]
    if not isinstance(found, dict):
        return {}
    return {str(key).lower(): tuple(map(str, _listed(value))) for key, value in found.items()}


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _of_lines(lines: list[str]) -> tuple[dict[str, tuple[str, ...]], int]:
    """The metadata at the head of a text, and the line that ends them."""
    found: dict[str, tuple[str, ...]] = {}
    key = ""
    for at, line in enumerate(lines):
        if not line.strip():
            return found, at + 1
        if begun := _KEY.fullmatch(line):
            key = begun[1].lower()
            found[key] = (*found.get(key, ()), *filter(None, [begun[2].strip()]))
        elif key and line.startswith("    "):
            found[key] = (*found[key], line.strip())
        else:
            return found, at
    return found, len(lines)
