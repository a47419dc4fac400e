"""What a build says at its end."""

import json
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from dossier.build.staging import SIGN
from dossier.checks import size
from dossier.edition import Edition
from dossier.pipeline import Content
from dossier.readings import Readings
from dossier.text import several


def summary(whole: Edition) -> str:
    """What is built, in one line; ``whole`` is the edition before anything is cut."""
    from dossier.checks import findings  # noqa: PLC0415 - with the gazetteer; what was said last stands where nothing changed

    unsettled = (whole.unsettled.get(article.slug, ()) for article in whole.articles)
    mentions, count = sum(whole.totals.values()) + sum(map(len, unsettled)), findings.count(whole)
    listed = f"; {several(count, 'finding')} (`dossier check` lists them)" if count else ""
    sources = several(sum(map(len, whole.by_publisher.values())), "source")
    actors = f"{several(len(whole.actors), 'actor')} with {several(mentions, 'mention')}"
    return f"{several(len(whole.articles), 'article')}, {actors}, {several(len(whole.topics), 'topic')}, {sources}{listed}"


def waits(whole: Edition) -> str:
    """What is to be said of statements that nobody has decided on; empty where there are none."""
    if not whole.waiting:
        return ""
    waiting = "1 statement waits" if whole.waiting == 1 else f"{whole.waiting} statements wait"
    shown = "shown as found by rule" if whole.proposed else "not published"
    return f"{waiting} for you, {shown}; `dossier statements` lists them."


def published(output: Path) -> int:
    """How many articles an output holds; 0 where there is none, or one of an older Dossier."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return len(json.loads((output / SIGN).read_bytes())["articles"])
    return 0


def shrunk(edition: Edition, readings: Readings, content: Content, before: int) -> str:
    """What is to be said of an edition with much fewer articles in it than those ``before``; empty where all is well."""
    drafts = sum(getattr(reading.entry.head, "status", "") == "draft" for reading in readings.files.values())
    folders = Counter(path.partition("/")[0] for path in (*readings.files, *content.statics))
    files = size.Files(folders["articles"], drafts, folders["inbox"])
    return size.shrunk(len(edition.articles), before, files, str(content.root))


def unsearched(content: Path, edition: Edition, refused: Mapping[str, str]) -> list[str]:
    """What is to be said of the pages that are not in the search index, of each what Pagefind said."""
    from dossier.checks import findings  # noqa: PLC0415 - as above

    found = findings.unsearched(edition.files, refused)
    return [f"{content / one.path}:{one.line}: {one.code}: {one.message}" for one in found]
