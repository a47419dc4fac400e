"""Whether there is nothing to build: all files that a build reads, and all that the last one made, are as they were left."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dossier import statics
from dossier.build.state import Facts
from dossier.build.writer import stamp
from dossier.pipeline import Content
from dossier.views import bare
from dossier.walk import Stamp, stamp_of

if TYPE_CHECKING:
    from dossier.build.making import Request


def untouched(request: "Request", facts: Facts, content: Content, output: Path) -> bool:
    """Whether a build of this would make the output that stands: what was read is the same, and so is every file that it made.

    ``facts`` are those of the last build, ``content`` is the folder as found by them.
    """
    return (
        asked(request) == (bare(facts.site), facts.cut, facts.rights, facts.limit, facts.finder)
        and {file.path: file.digest for file in content.markdown}
        == {path: digest for path, (_, digest) in facts.stamps.items()}
        and not content.errors
        and (content.statics, content.ledger) == (facts.statics, facts.ledger)
        and theme_stamps(request) == facts.themes
        and statics.stand(request.content, facts.handed, output, facts.handed)
        and (output / "pagefind").is_dir()
        and all(stamp(f"{output}/{address}") == left for address, left in facts.files.items())
    )


def asked(request: "Request") -> tuple[object, ...]:
    """What is asked of a build besides its files."""
    cut = request.published and request.rights == "excerpt"
    return bare(request.site), cut, request.rights, request.limit, request.finder


def theme_stamps(request: "Request") -> dict[str, Stamp]:
    """The stamps of all files of the themes, by their places; a build takes them before it reads one."""
    found: dict[str, Stamp] = {}
    for theme in request.themes:
        for folder, _, names in os.walk(theme):
            for name in names:
                with suppress(FileNotFoundError):  # a link that leads nowhere, or an editor's file that is gone by now
                    found[f"{folder}/{name}"] = stamp_of(f"{folder}/{name}")
    return found
