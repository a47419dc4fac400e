"""An import's result on the terminal."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from dossier.importing.article import publisher_of
from dossier.importing.folder import shown
from dossier.importing.outcome import Outcome, ReportLine
from dossier.importing.workers import INTERRUPTED
from dossier.text import several
from dossier.walk import REMOVED

_OUTCOMES: dict[Outcome, tuple[str, str]] = {  # of one story, and of several
    "article": ("became an article", "became articles"),
    "merged": ("went into an article with others", "went into an article with others"),
    "inbox": ("waits in the inbox", "wait in the inbox"),
    "known": ("was known already", "were known already"),
    "removed": ("is of an article that you removed", "are of articles that you removed"),
    "failed": ("was not imported", "were not imported"),
}


def table(rows: Sequence[ReportLine]) -> Table:
    """What each story would become, a row each."""
    shown = Table("clipping", "date", "title", "byline", "publisher", "removed", "becomes", title="Nothing was written")
    for row in rows:
        story = row.story
        removed = str(sum(len(part.text.split()) for part in story.removed)) + " words" if story else ""
        facts = (
            (
                story.date.iso if story.date else "?",
                story.title or "?",
                ", ".join(story.byline),
                publisher_of(story) or "?",
                removed,
            )
            if story
            else ("", "", "", "", "")
        )
        shown.add_row(row.clipping, *facts, row.article or row.problem or row.outcome)
    return shown


def notes(rows: Sequence[ReportLine], content: Path) -> list[str]:
    """What the compiler should look at: what was not imported, and what waits in the inbox and why."""
    failed = [f"{row.clipping}: {row.problem}" for row in rows if row.outcome == "failed" and row.problem != INTERRUPTED]
    waiting = {row.article: row for row in rows if row.outcome == "inbox"}
    told = [
        f"{shown(str(content / str(name)))}: {'; '.join(row.findings)} (from {row.clipping})" for name, row in waiting.items()
    ]
    left = sum(row.problem == INTERRUPTED for row in rows)
    gone = [
        f"{row.clipping}: its article {row.article} was removed; without its line in {shown(str(content / REMOVED))} it is new"
        for row in rows
        if row.outcome == "removed"
    ]
    return (
        failed
        + gone
        + told
        + ([f"Interrupted: {several(left, 'was', 'were')} not imported. The same command goes on with them."] if left else [])
    )


def summary(rows: Sequence[ReportLine]) -> str:
    """How many stories became what."""
    counts = Counter(row.outcome for row in rows)
    told = (several(counts[outcome], *said) for outcome, said in _OUTCOMES.items() if counts[outcome])
    noun = "story" if len(rows) == 1 else "stories"
    return f"{len(rows)} {noun}: {', '.join(told)}." if rows else "No clipping found."
