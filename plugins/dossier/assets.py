"""The styles and scripts that pages load: some on every page, the others with the kinds of page that use them."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

STYLES = ("reset", "tokens", "type", "layout", "components", "search", "print")  # of every page, in their order
SCRIPTS = ("bundle", "site", "keys", "host")  # of every page, too
KINDS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {  # what a kind of page loads besides: styles and scripts
    "front": (("front", "timeline"), ()),
    "topic": (("front", "topic", "positions"), ("folds",)),
    "actor": (("statements", "actor", "timeline"), ("quote", "actor", "folds")),
    "actors": (("overviews",), ("actors",)),
    "article": (("article", "statements"), ("quote", "preview", "folds")),
    "statements": (("statements",), ("quote", "statements")),
    "positions": (("positions",), ("positions",)),
    "timeline": (("timeline",), ("timeline", "folds")),
    "network": (("network", "timeline"), ("folds",)),
    "sources": (("sources", "overviews", "article"), ("sources",)),
    "search": ((), ("query", "lists", "places", "texts", "finder", "engine", "hits", "take", "search")),
}

_REMARK = re.compile(rb"^ *//.*\n", re.MULTILINE)


def theme() -> Path:
    """The folder of Dossier's own theme: beside the modules where it is installed, at the top of a checkout otherwise."""
    installed = Path(__file__).with_name("theme")
    return installed if installed.is_dir() else Path(__file__).parents[2] / "theme"


def assets(themes: Sequence[Path]) -> dict[str, tuple[Path, ...]]:
    """The files that pages load, by address, each with the files that it is joined of.

    Of two themes that have a file of the same name, that of the first one counts.
    """
    files: dict[str, Path] = {}
    for folder in reversed(themes):
        found = (path for path in (folder / "static").rglob("*") if path.is_file())
        files |= {path.relative_to(folder / "static").as_posix(): path for path in found}
    joined = {"theme/style.css": _files("css", STYLES), "theme/script.js": _files("js", SCRIPTS)}
    for kind, (styles, scripts) in KINDS.items():
        joined |= {f"theme/{kind}.css": _files("css", styles)} if styles else {}
        joined |= {f"theme/{kind}.js": _files("js", scripts)} if scripts else {}
    return {
        **{f"theme/{name}": (files[name],) for name in sorted(files)},
        **{address: tuple(files[name] for name in names) for address, names in joined.items()},
    }


def joined(paths: Sequence[Path]) -> bytes:
    """The bytes of a file that is joined of others: of several scripts without the lines that are remarks."""
    data = b"".join(path.read_bytes() for path in paths)
    return _REMARK.sub(b"", data) if len(paths) > 1 and paths[0].suffix == ".js" else data


def _files(folder: str, names: Sequence[str]) -> list[str]:
    """The files of some styles or scripts; those of the single file are among them each for itself."""
    return [f"{folder}/{name}.{folder}" for name in names]
