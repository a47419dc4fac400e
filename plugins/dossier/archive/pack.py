"""The archive: the site, the sources of its articles, and a BagIt manifest of both, in one zip file.

The same inputs give the same bytes: nothing in the archive tells the day, the folder or the machine that it was made on.
BagIt is RFC 8493.
"""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import bagit

from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.errors import ToolError
from dossier.language import language
from dossier.rights import Rights
from dossier.text import slug
from dossier.views import MISSING, ROBOTS
from dossier.walk import on_disk

SITE, SOURCES = "site", "content"
FIRST = "READ ME FIRST.html"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can hold


def pack(edition: Edition, content: Path, output: Path, target: Path) -> Path:
    """Write ``NAME-DATE.zip`` into the folder ``target`` and return its path.

    ``output`` is the built site, ``content`` the folder that ``edition`` was made from. DATE is the day of the newest
    article. Hidden articles and pages stay out, of the site and of the sources; so does the source of a clipping that is cut.
    Raises ToolError where ``output`` is no site, is a preview, or is not of this edition.
    """
    facts = built(output)
    matching(edition, facts, content, output)
    name = name_of(facts)
    with tempfile.TemporaryDirectory() as scratch:
        bag = Path(scratch) / name
        hidden = {entry.address for entry in edition.files.values() if getattr(entry.head, "status", "") == "hidden"}
        hidden |= {MISSING, ROBOTS}  # which say something on the web alone
        _copy(output, bag / SITE, (p for p in _files(output) if p.as_posix() not in hidden))
        listed = (e.path for e in edition.files.values() if e.address not in hidden and not e.cut)
        _copy(content, bag / SOURCES, map(Path, listed))
        _copy(output, bag / SOURCES, map(Path, edition.statics))  # as they were handed on, and not as they came
        info = {"External-Description": facts["name"], "Bagging-Date": facts["date"], "Source-Organization": facts["author"]}
        made = bagit.make_bag(str(bag), {key: value for key, value in info.items() if value}, checksums=["sha256"])
        (bag / FIRST).write_text(read_me_first(facts, name), encoding="utf-8", newline="\n")
        made.save()
        target.mkdir(parents=True, exist_ok=True)
        unfinished = target / f".{name}.zip"
        _zip(bag, unfinished)
        return unfinished.replace(target / f"{name}.zip")


def built(output: Path) -> dict[str, Any]:
    """What a built site says of itself; raises ToolError where it is none, or a preview."""
    try:
        facts: dict[str, Any] = json.loads((output / "data" / "dossier.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ToolError(f"{output} holds no built site: run `dossier build` first") from None
    if facts["preview"]:
        raise ToolError(f"{output} is a preview, drafts and all: run `dossier build` first")
    return facts


def permitted(facts: dict[str, Any], rights: Rights, output: Path) -> None:
    """Raise ToolError where a site with these facts is not what the setting ``DOSSIER_RIGHTS`` hands out."""
    if rights == "excerpt" and facts["whole"]:
        raise ToolError(
            f'{output} holds {facts["whole"]} clippings whole, and DOSSIER_RIGHTS = "excerpt" keeps their text in the house.\n'
            "`dossier pack` without --output builds an edition of excerpts, and packs that"
        )
    if rights == "full" and facts["cut"]:
        raise ToolError(f'{output} holds {facts["cut"]} clippings as excerpts, and DOSSIER_RIGHTS = "full": build it again')


def matching(edition: Edition, facts: dict[str, Any], content: Path, output: Path) -> None:
    """Raise ToolError where a site with these facts is not of this edition, or lacks a file that it links to."""
    if facts["articles"] != [article.slug for article in edition.articles]:
        raise ToolError(f"{output} was built from other articles than {content} holds now: build it again")
    for path in edition.statics:
        if not (output / path).is_file():
            raise ToolError(f"{output} was built without {path}, to which {content} links now: build it again")


def name_of(facts: dict[str, Any]) -> str:
    """What a file of this edition is called: the dossier's name and the day of its newest article."""
    return f"{slug(facts['name']) or 'dossier'}-{facts['date']}".rstrip("-")


def read_me_first(facts: dict[str, Any], name: str) -> str:
    """The page on top of the archive: what this is, which file to open, how to verify it."""
    from dossier.templates import environment  # noqa: PLC0415 - Jinja is of no use to who verifies

    words = language(facts["lang"])
    day = words.date(PartialDate.parse(facts["date"])) if facts["date"] else ""
    page = environment([Path(__file__).parent], facts["lang"]).get_template("read_me_first.html")
    return page.render(facts=facts, name=name, lang=words.code, day=day, site=f"data/{SITE}", sources=f"data/{SOURCES}")


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def _copy(source: Path, target: Path, paths: Iterable[Path]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for path in paths:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(on_disk(source, path.as_posix()), target / path)


def _zip(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in _files(folder):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.as_posix()}", EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            archive.writestr(entry, (folder / path).read_bytes())
