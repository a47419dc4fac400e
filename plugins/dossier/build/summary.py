"""What a build says at its end."""

import json
from collections import Counter
from contextlib import suppress
from pathlib import Path, PurePosixPath

from dossier import checks
from dossier.build.staging import SIGN
from dossier.checks import size
from dossier.edition import Edition
from dossier.pipeline import Content
from dossier.readings import Readings


def summary(whole: Edition) -> str:
    """What is built, in one line; ``whole`` is the edition before anything is cut."""
    unsettled = (whole.unsettled.get(article.slug, ()) for article in whole.articles)
    mentions, count = sum(whole.totals.values()) + sum(map(len, unsettled)), checks.count(whole)
    findings = f"; {count} findings (`dossier check` lists them)" if count else ""
    return (
        f"{len(whole.articles)} articles, {len(whole.actors)} actors with {mentions} mentions, "
        f"{len(whole.topics)} topics, {sum(map(len, whole.by_publisher.values()))} sources{findings}"
    )


def shrunk(edition: Edition, readings: Readings, content: Content, last: Path) -> str:
    """What is to be said of an edition with much less in it than the ``last`` output; empty where all is well."""
    before = 0
    with suppress(OSError, ValueError, KeyError, TypeError):  # none, or of an older Dossier
        before = len(json.loads((last / SIGN).read_bytes())["articles"])
    drafts = sum(getattr(reading.entry.head, "status", "") == "draft" for reading in readings.files.values())
    folders = Counter(PurePosixPath(path).parts[0] for path in (*readings.files, *content.statics))
    files = size.Files(folders["articles"], drafts, folders["inbox"])
    return size.shrunk(len(edition.articles), before, files, str(content.root))
