"""The compiler's folders: which files there are to import, what the content holds already, and writing to it."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dossier import frontmatter
from dossier.errors import ContentError
from dossier.importing.article import host_of
from dossier.importing.duplicates import Sketch, sketch
from dossier.importing.reading import LARGEST
from dossier.splice import values
from dossier.walk import REMOVED

_SHA = re.compile(r"\bsha256:\s*['\"]?([0-9a-f]{64})")
_PAGE_FOLDER = re.compile(r"(?P<page>.+)(?:_files|-Dateien|_pliki|_soubory|_fichiers|_archivos|\.files)")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a content folder holds.

    ``clippings``: the article of each clipping, by SHA-256. ``sketches``: the articles' sketches, by path. ``told``: the
    article that names a source, by its address and by its title. ``publishers``: who publishes at a host, where the
    articles' sources agree. ``topics``: the terms of each topic, by slug. ``removed``: the slug that the article of a clipping
    had which was removed, by SHA-256.
    """

    clippings: Mapping[str, str]
    sketches: Mapping[str, Sketch]
    told: Mapping[str, str]
    publishers: Mapping[str, str]
    topics: Mapping[str, Sequence[str]]
    removed: Mapping[str, str]


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file that the paths name or hold, in order; hidden ones are passed over, links to folders are not followed."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith(".") and not _of_page(name, files))
            yield from (Path(folder, name) for name in sorted(files) if not name.startswith(".") and not name.endswith("~"))


def _of_page(folder: str, files: Sequence[str]) -> bool:
    """Whether a folder holds the pictures and styles of a saved page beside it: story_files beside story.html."""
    match = _PAGE_FOLDER.fullmatch(folder)
    return match is not None and any(f"{match['page']}{ending}" in files for ending in (".html", ".htm", ".xhtml"))


def checksum(path: Path) -> str:
    """The SHA-256 of a file that may be a clipping; nothing where it is too large for one, or cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest() if path.is_file() and path.stat().st_size <= LARGEST else ""
    except OSError:
        return ""


def holdings(content: Path) -> Holdings:
    """What a content folder holds; a file with mistakes in it counts by what can be read of it."""
    clippings: dict[str, str] = {}
    sketches: dict[str, Sketch] = {}
    told: dict[str, str] = {}
    hosts: dict[str, set[str]] = {}
    for kind in ("articles", "inbox"):
        for path in sorted((content / kind).rglob("*.md")):
            text = path.read_text(encoding="utf-8", errors="replace")
            front = _FRONT.match(text)
            name = shown(path.relative_to(content).as_posix())
            clippings |= dict.fromkeys(_SHA.findall(front[0]) if front else (), name)
            for source in _sources(name, text) if kind == "articles" else ():
                told |= dict.fromkeys(filter(None, (source.get("url"), source.get("title"))), name)
                host = host_of(source.get("url") or "")
                hosts.setdefault(host, set()).add(source.get("publisher") or "")
            if kind == "articles":
                sketches[name] = sketch([text[front.end() :] if front else text], None)
    publishers = {host: one for host, names in hosts.items() if host and len(names) == 1 and (one := min(names))}
    return Holdings(clippings, sketches, told, publishers, dict(_topics(content)), _removed(content))


def _sources(name: str, text: str) -> list[dict[str, str]]:
    try:
        found = frontmatter.split(name, text).mapping.get("sources")
    except ContentError:
        return []
    return [source for source in found if isinstance(source, dict)] if isinstance(found, list) else []


def _removed(content: Path) -> dict[str, str]:
    try:
        found = values(REMOVED, (content / REMOVED).read_bytes())
    except OSError:
        return {}
    return {key: str(slug) for key, slug in found.items()} if isinstance(found, dict) else {}


def _topics(content: Path) -> Iterator[tuple[str, Sequence[str]]]:
    for path in sorted((content / "topics").glob("*.md")):
        name = path.relative_to(content).as_posix()
        try:
            head = frontmatter.validate(
                frontmatter.SCHEMAS["topics"], name, frontmatter.split(name, frontmatter.decode(name, path.read_bytes()))
            )
        except ContentError:
            continue  # the build says what is wrong with it
        if not isinstance(head, list):
            yield path.stem, (head.label, *head.terms)


def free(content: Path, name: str, taken: set[str]) -> str:
    """The path, or the path with the first number that makes it new; it is taken from now on."""
    stem, dot, ending = name.rpartition(".")
    names = (name if count == 1 else f"{stem}-{count}{dot}{ending}" for count in range(1, 100_000))
    new = next(name for name in names if name not in taken and not (content / name).exists())
    taken.add(new)
    return new


def write(content: Path, name: str, data: bytes) -> bool:
    """Write a new file whole or not at all; what is there already stays. Says whether it is new; raises OSError."""
    target = content / name
    if target.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return True


def shown(name: str) -> str:
    r"""A file's name as text; bytes of it that are no UTF-8, which Python keeps as surrogates, as ``\xe9``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
