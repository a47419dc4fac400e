"""What became of a story."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from dossier.importing.article import publisher_of
from dossier.importing.clipping import Story

Outcome = Literal["article", "inbox", "merged", "known", "removed", "failed"]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What became of one story of a clipping, or of a clipping that holds none."""

    clipping: str
    outcome: Outcome
    sha256: str = ""
    article: str | None = None
    story: Story | None = None
    findings: tuple[str, ...] = ()
    problem: str = ""

    def record(self) -> dict[str, Any]:
        """The row as a line of the report."""
        story = self.story
        told: dict[str, Any] = {} if story is None else {
            "title": story.title or None,
            "date": story.date.iso if story.date else None,
            "byline": list(story.byline),
            "dateline": story.dateline or None,
            "publisher": publisher_of(story) or None,
            "url": story.url or None,
            "lang": story.lang or None,
            "body": [line.text for line in story.body],
            "removed": [asdict(removed) for removed in story.removed],
        }  # fmt: skip
        known = {"clipping": self.clipping, "sha256": self.sha256 or None, "article": self.article, "outcome": self.outcome}
        return known | told | {"findings": list(self.findings)} | ({"problem": self.problem} if self.problem else {})
