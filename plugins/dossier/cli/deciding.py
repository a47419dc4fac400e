"""What a command decides on: the statements of a content folder, chosen, shown, and written into the ledger."""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.reading import changes_of, edition_of
from dossier.errors import DossierError

if TYPE_CHECKING:
    from dossier.desk import Changes
    from dossier.edition import Edition
    from dossier.model import Decision, Statement


class Desk:
    """A content folder, its statements, and what the compiler decides on them."""

    def __init__(self, content: Path) -> None:
        """Look at a content folder; it is read when something is asked."""
        self.content = content

    @cached_property
    def edition(self) -> "Edition":
        """The edition with its drafts, and all that is proposed."""
        from dossier.settings import lang_of

        return edition_of(self.content, lang_of(self.content), drafts=True, proposed=True)

    @cached_property
    def known(self) -> Mapping[str, "Statement"]:
        """All statements, by their ids."""
        return {statement.id: statement for statement in self.edition.statements}

    @cached_property
    def changes(self) -> "Changes":
        """The changes of the content folder."""
        return changes_of(self.content)

    def undo(self) -> None:
        """Take the last change of the ledger back, and say so."""
        from dossier.ledger import LEDGER

        said = self.changes.undo(touching=LEDGER).change.said
        click.echo(f"{self.content / LEDGER}: taken back: {said}.")

    def chosen(self, ids: Collection[str], status: str | None, **filters: str | None) -> list["Statement"]:
        """The statements of these ids, or, without any, those of a status (of any for None) that pass the filters."""
        for noun, key, known in (
            ("actor", "speaker", self.edition.actors),
            ("topic", "topic", self.edition.topics),
            ("article", "article", {article.slug for article in self.edition.in_order}),
        ):
            self._known(noun, [sought] if (sought := filters.get(key)) else [], known)
        self._known("statement", ids, self.known)
        if ids:
            return [self.known[name] for name in ids]
        return [
            s
            for s in self.known.values()
            if (status is None or s.status == status)
            and filters.get("speaker") in (None, s.speaker)
            and filters.get("article") in (None, s.article)
            and filters.get("kind") in (None, s.kind)
            and (filters.get("topic") is None or filters["topic"] in s.topics)
        ]

    def _known(self, noun: str, names: Iterable[str], known: Collection[str]) -> None:
        from difflib import get_close_matches

        for name in names:
            if name not in known:
                near = get_close_matches(name, sorted(known), 1, 0.5)
                hint = (
                    f"; did you mean {near[0]}?" if near else "; `dossier statements` lists them" if noun == "statement" else ""
                )
                raise DossierError(f"there is no {noun} {name}{hint}")

    def write(self, changes: Mapping[str, "Decision"], what: str) -> None:
        """Write decisions, and say how many; raises DossierError where one names what is not there, and writes nothing then."""
        from dossier.desk.decisions import settled
        from dossier.ledger import LEDGER

        self.changes.apply(settled(self.content, self.edition, changes, what))
        click.echo(f"{self.content / LEDGER}: {len(changes)} {what}; `dossier undo` takes it back.")

    def show(self, statement: "Statement") -> None:
        """Show a statement with what stands around it."""
        article = next(a for a in self.edition.in_order if a.slug == statement.article)
        texts = {passage.id: passage for passage in self.edition.prose(article).passages}
        said_by = statement.speaker or f"({statement.speaker_surface})"
        said = "open" if statement.said.origin == "open" else str(statement.said.date)
        place = f"{self.content / article.path}:{texts[statement.passage].line}"
        name = click.style(statement.id, bold=True)
        click.echo(f"{name} {said} {said_by}, {statement.kind}, {statement.status}; {place}")
        first, last = statement.spans[0], statement.spans[-1]
        before, after = texts[first.passage].text[: first.start], texts[last.passage].text[last.end :]
        click.echo(f"    {before[-80:]}{click.style('[' + statement.text + ']', fg='cyan')}{after[:80]}\n")
