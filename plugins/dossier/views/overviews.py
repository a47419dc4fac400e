"""The pages beside the dossier: search, data, and the pages of text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from dossier.edition import Edition
from dossier.model import Page
from dossier.views.base import Ref, View, body, first_sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView(View):
    """The search; without scripts, the way to the lists. ``examples`` are queries, each with what it asks for."""

    template: ClassVar[str] = "search.html"
    section: ClassVar[str] = "search"
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView(View):
    """A page of text."""

    template: ClassVar[str] = "page.html"
    section: ClassVar[str] = "about"
    body: Markup
    corrections: str


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of data: its name below ``data/``, what it holds, or what a line of it is where it has keys, and how many lines.

    ``size`` is in bytes, ``example`` how it begins. One that is too large has ``parts`` in its place, a file for each year.
    """

    name: str
    about: str
    keys: tuple[tuple[str, str], ...]
    lines: int
    parts: tuple[Ref, ...] = ()
    size: int = 0
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataView(View):
    """What the data files hold."""

    template: ClassVar[str] = "data.html"
    section: ClassVar[str] = "data"
    files: tuple[DataFile, ...]
    formats: tuple[DataFile, ...]


def search_view(edition: Edition) -> SearchView:
    """The search page."""
    words = edition.words
    _ = words.gettext
    examples = (
        ("legal guarantees", _("both words in one passage, in any form")),
        ('"in law"', _("these words in this order")),
        ("interceptor NEAR/10 Poland", _("at most ten words apart; NEAR alone means ten")),
        ("radar -Gabala", _("the one without the other; NOT is the same")),
        ("Iskander OR SM-3", _("either")),
        ("intercept*", _("any ending")),
        ("(base OR radar) Poland", _("brackets hold together")),
        ("actor:lavrov", _("passages that name him, however he is spelled")),
        ("speaker:medvedev", _("passages in which he speaks")),
        ('topic:radar publisher:"RIA Novosti" kind:brief', _("of articles on a topic, from a publisher, of a kind")),
        ("year:2008..2010", _("between years")),
        ("date:2008-06-25..", _("from a day on")),
    )
    return SearchView(
        address="search.html",
        title=words.gettext("Search"),
        summary=words.gettext("Search this dossier."),
        lang=edition.lang,
        search={},
        examples=examples,
    )


def page_view(edition: Edition, page: Page) -> PageView:
    """A page of text."""
    return PageView(
        address=page.address,
        title=page.head.title,
        summary=page.head.summary or first_sentences(edition, page),
        lang=page.head.lang or edition.lang,
        search={} if page.head.status == "hidden" else {"kind": ("page",)},
        body=body(edition, page),
        corrections=edition.dossier.corrections or "",
    )


def data_view(edition: Edition, files: Sequence[DataFile]) -> DataView:
    """The page that describes the data files: first those in the formats of other programs, then those with keys."""
    return DataView(
        address="data/index.html",
        title=edition.words.gettext("Data"),
        summary=edition.words.gettext("The files of this dossier for other programs."),
        lang=edition.lang,
        search={},
        files=tuple(file for file in files if file.keys),
        formats=tuple(file for file in files if not file.keys),
    )
