"""A source or an article as a reference, and as a sentence to copy.

What is absent stays absent. The same as records for reference managers is in ``records``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dossier.chronology import PartialDate
from dossier.language import Language
from dossier.model import Article, Source
from dossier.text import slug


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited: ``container`` is the publisher of a source, or the dossier; ``page`` tells the latter.

    ``organisation`` is an author too, but no person, so that no program takes its last word for a surname. Where a text was
    ``revised``, it is cited as of that day, and ``date`` is that of what it tells.
    """

    key: str
    title: str
    container: str
    page: bool = False
    authors: tuple[str, ...] = ()
    organisation: str = ""
    date: PartialDate | None = None
    revised: PartialDate | None = None
    url: str = ""
    archived: str = ""
    retrieved: PartialDate | None = None
    note: str = ""
    lang: str = ""

    def sentence(self, words: Language) -> str:
        """The citation for a reader: author, title, where and when it was published, address."""
        date = words.date(self.date) if self.date else ""
        if self.revised:
            date = words.gettext("event of %(date)s, revised %(revised)s", date=date, revised=words.date(self.revised))
        place = ", ".join(filter(None, (self.container, self.note, date)))
        retrieved = words.gettext("Retrieved %(date)s.", date=words.date(self.retrieved)) if self.retrieved else ""
        title = words.gettext("“%(title)s”", title=self.title)
        parts = (", ".join(self.authors) or self.organisation, title, place, self.url or self.archived, retrieved)
        return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)

    @property
    def issued(self) -> PartialDate | None:
        """The day on which the text was as it is cited."""
        return self.revised or self.date

    @property
    def event(self) -> PartialDate | None:
        """The day of what it tells, where that is another than the day on which it was issued."""
        return self.date if self.revised else None


def references_of(sources: Iterable[Source], words: Language) -> dict[Source, Reference]:
    """Each source once, with a key made of its publisher, its year and its title's first words."""
    taken: dict[str, int] = {}
    found: dict[Source, Reference] = {}
    for source in dict.fromkeys(sources):
        year = str(source.date.year) if source.date else "nd"
        key = base = "-".join((slug(source.publisher), year, *slug(source.title).split("-")[:4]))
        while key in taken:
            taken[base] += 1
            key = f"{base}-{taken[base]}"
        taken[key] = 1
        found[source] = _of_source(key, source, words)
    return found


def _of_source(key: str, source: Source, words: Language) -> Reference:
    return Reference(
        key=key,
        title=source.title,
        container=source.publisher,
        authors=(source.author,) if source.author else (),
        date=source.date,
        url=source.url or "",
        archived=source.archived or "",
        retrieved=source.retrieved,
        note="; ".join(
            filter(None, [words.gettext("seen at: %(place)s", place=source.via) if source.via else "", source.locator or ""])
        ),
    )


def of_article(article: Article, lang: str, name: str, author: str, url: str) -> Reference:
    """An article of the dossier as a reference; without an address where the site has none."""
    return Reference(
        key=article.slug,
        title=article.head.title,
        container=name,
        page=True,
        authors=article.head.byline,
        organisation="" if article.head.byline else author,
        date=article.head.date,
        revised=article.head.revised,
        url=f"{url.rstrip('/')}/{article.address}" if url else "",
        lang=article.head.lang or lang,
    )
