"""THIRD-PARTY.md names every library that Dossier runs on, with the licence that the library states."""

import re
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dossier import DISTRIBUTION
from tests.conftest import PROJECT

ROW = re.compile(
    r"^\| (?P<name>(?!package )[a-z\d.-]+) \| (?P<licence>[^|]+) \|$", re.MULTILINE
)  # of the table, its head left out
LISTED = {row["name"]: row["licence"] for row in ROW.finditer((PROJECT / "THIRD-PARTY.md").read_text(encoding="utf-8"))}
EXTRAS = ("", "book", "cards", "desk", "distributed", "import", "tasks")
# What packages without an expression of SPDX say instead, and how the identifiers begin that it can stand for.
WORDS = {
    "AGPLv3": "AGPL-3.0",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Artistic License": "Artistic-",
    "BSD": "BSD-",
    "BSD License": "BSD-",
    "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
    "GNU General Public License (GPL)": "GPL-",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-",
    "GPL": "GPL-",
    "LGPL": "LGPL-",
    "MIT License": "MIT",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Public Domain": "LicenseRef-public-domain",
    "The BSD 2-Clause License": "BSD-2-Clause",
}


def pinned(*files: str) -> set[str]:
    """The libraries that files of pins name."""
    pins = "".join((PROJECT / name).read_text(encoding="utf-8") for name in files)
    return {canonicalize_name(name) for name in re.findall(r"^([\w.-]+)==", pins, re.MULTILINE)}


def needed() -> set[str]:
    """The libraries that Dossier's own metadata ask for on this machine, with every extra, and those that these ask for."""
    todo, seen = [(DISTRIBUTION, extra) for extra in EXTRAS], set()
    while todo:
        name, extra = asked = todo.pop()
        if asked in seen:
            continue
        seen.add(asked)
        for requirement in map(Requirement, metadata.requires(name) or ()):
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                todo += [(canonicalize_name(requirement.name), more) for more in ("", *requirement.extras)]
    return {name for name, _ in seen} - {DISTRIBUTION}


def installed() -> set[str]:
    return {canonicalize_name(found.name) for found in metadata.distributions()}


def stated(name: str) -> set[str]:
    """What a package says of its licence in words of its own: in the field of old, and by classifiers."""
    head = metadata.metadata(name)
    classifiers = [line.rpartition(" :: ")[2] for line in head.get_all("Classifier", []) if line.startswith("License ::")]
    return {*classifiers, *(field for field in head.get_all("License", []) if "\n" not in field)}


def texts(name: str) -> str:
    """The licence files of a package, one after the other."""
    head, files = metadata.metadata(name), metadata.files(name) or ()
    wanted = tuple(head.get_all("License-File", []))
    return "\n".join(Path(str(path.locate())).read_text(encoding="utf-8") for path in files if str(path).endswith(wanted))


def by_its_words(text: str) -> str:
    """The licence of a text: what its first line calls it, or the one that grants just this."""
    if text.startswith("Copyright") and "Permission is hereby granted, free of charge, to any person" in text:
        return "MIT"
    return text.partition("\n")[0].removesuffix(" License")


def test_every_library_that_is_needed_is_listed_and_no_other() -> None:
    assert pinned("requirements.txt", "requirements-book.txt") | needed() <= set(LISTED)
    assert set(LISTED) <= pinned(*(path.name for path in PROJECT.glob("requirements*.txt")))


@pytest.mark.parametrize("name", sorted(set(LISTED) & installed()))
def test_the_licence_is_the_one_that_the_library_states(name: str) -> None:
    head, identifiers = metadata.metadata(name), set(re.findall(r"[\w.-]+", LISTED[name])) - {"AND", "OR", "WITH"}
    if "License-Expression" in head:
        assert LISTED[name] == head["License-Expression"]
        return
    said = [WORDS.get(words, words) for words in stated(name)] or [by_its_words(texts(name))]
    assert all(any(identifier.startswith(beginning) for identifier in identifiers) for beginning in said), (said, identifiers)
    assert all(identifier.startswith(tuple(said)) for identifier in identifiers), (said, identifiers)
    if "BSD-2-Clause" in identifiers or "BSD-3-Clause" in identifiers:
        assert ("BSD-3-Clause" in identifiers) == bool(re.search(r"to\s+endorse|BSD-3-Clause", f"{texts(name)} {said}"))


def test_the_list_is_handed_on_with_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        [listed] = [name for name in package.namelist() if name.endswith("licenses/THIRD-PARTY.md")]
        assert package.read(listed) == (PROJECT / "THIRD-PARTY.md").read_bytes()
