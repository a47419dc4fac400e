"""The language of a dossier's interface: its words, its dates, its alphabet, and which way it is written.

A value of :class:`Language` is a function of the code of a language and of the catalogues in ``locale``, and of nothing else.

Whoever sorts names needs no more than letters; Babel and langcodes are imported by what writes a date or looks at a tag.
"""

import datetime
import io
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from dossier import text
from dossier.chronology import Interval, PartialDate
from dossier.errors import DossierError

if TYPE_CHECKING:
    from babel import Locale

CATALOGUES = Path(__file__).parent / "locale"
SOURCE = "en"  # what the messages are written in
MANY = 200  # numbers up to here are of every plural form that a language has for whole ones
LONGEST_TAG = 35  # characters of a language tag that RFC 5646, section 4.4.1, asks every program to take
TAGS = "`en`, `ru`, `pt-BR`, `zh-Hant`"  # examples
LETTERS = {"pl": "ąćęłńóśźż", "ru": "й"}  # that have a place of their own in the alphabet, after the letter they are made of


def noted(one: str, many: str = "") -> str:  # noqa: ARG001 - the catalogues are made from the calls in the source
    """Put a message, and its plural, into the catalogues where a template knows it by a variable; returns it."""
    return one


KINDS = (
    noted("person"), noted("state"), noted("organisation"), noted("body"),
    noted("brief"), noted("clipping"), noted("actor"), noted("topic"), noted("page"),
    noted("direct"), noted("indirect"), noted("mixed"),
)  # fmt: skip
UNITS = (
    noted("actor", "actors"),
    noted("article", "articles"),
    noted("claim", "claims"),
    noted("event", "events"),
    noted("passage", "passages"),
    noted("line", "lines"),
    noted("mention", "mentions"),
    noted("publisher", "publishers"),
    noted("source", "sources"),
    noted("statement", "statements"),
    noted("topic", "topics"),
)


def translated() -> tuple[str, ...]:
    """The languages that the interface has words in."""
    return tuple(sorted({SOURCE, *(path.name for path in CATALOGUES.iterdir() if path.is_dir())}))


@dataclass(frozen=True, slots=True)
class Language:
    """What the interface says in one language, and how it writes and sorts.

    ``code`` is English where the dossier's own language, ``lang``, has no catalogue.
    """

    code: str
    lang: str

    @property
    def translations(self) -> NullTranslations:
        """The catalogue, read when the first message is asked for."""
        return _translations(self.code)

    def gettext(self, message: str, **values: object) -> str:
        """A message in this language, with ``%(name)s`` filled in where there are values."""
        said = self.translations.gettext(message)
        return said % values if values else said

    def ngettext(self, one: str, many: str, num: int, **values: object) -> str:
        """A message in the plural form for a number, which it names ``%(num)s``."""
        return self.translations.ngettext(one, many, num) % {"num": num, **values}

    def forms(self, one: str, many: str) -> dict[str, str]:
        """A message by plural category of Unicode's CLDR, for scripts, whose browsers know which number is of which."""
        locale = _locale(self.code)
        found = {str(locale.plural_form(n)): self.translations.ngettext(one, many, n) for n in range(MANY, -1, -1)}
        return {"other": self.translations.ngettext(one, many, MANY), **found}

    def date(self, date: PartialDate) -> str:
        """A date as a reader writes it, at its precision: 25 June 2008, June 2008, 2008."""
        return _written(self.code, date.year, date.month, date.day)

    def stretch(self, dates: Interval) -> str:
        """A date, or the two that a stretch lies between, as a reader writes them; empty where neither is known."""
        if dates.start == dates.end:
            return self.date(dates.start) if dates.start else ""
        if not dates.start:
            return self.gettext("until %(date)s", date=self.date_within(dates.end)) if dates.end else ""
        if not dates.end:
            return self.gettext("since %(date)s", date=self.date_within(dates.start))
        return f"{self.date(dates.start)} – {self.date(dates.end)}"

    def date_within(self, date: PartialDate) -> str:
        """The same after "since" and "until", where Slavic languages decline the month."""
        return _written(self.code, date.year, date.month, date.day, within=True)

    def date_short(self, date: PartialDate) -> str:
        """The same as short as tables want it: 25 Jun 2008."""
        return _shortened(self.code, date.year, date.month, date.day)

    def date_in_year(self, date: PartialDate) -> str:
        """Day and month, where the year stands above: 25 Jun; nothing of a year alone."""
        return _shortened(self.code, date.year, date.month, date.day, year_too=False)

    def date_run(self, first: PartialDate, last: PartialDate) -> str:
        """Two months of a year, and those between them: January – June 2008."""
        from babel.dates import format_interval  # noqa: PLC0415 - see above

        start, end = (datetime.date(date.year, date.month, 1) for date in (first, last))
        return format_interval(start, end, "yMMMM", locale=_locale(self.code)) if start != end else self.date(first)

    @property
    def months(self) -> tuple[str, ...]:
        """The short names of the months."""
        names = _locale(self.code).months["stand-alone"]["abbreviated"]
        return tuple(names[month] for month in range(1, 13))

    def sort_key(self, name: str) -> tuple[str, str]:
        """Alphabetical order in the dossier's language."""
        return text.sort_key(name, LETTERS.get(_base(self.lang), ""))

    def initial(self, name: str) -> str:
        """The letter that an index files a name under."""
        return text.initial(name, LETTERS.get(_base(self.lang), ""))


@lru_cache
def language(lang: str) -> Language:
    """The interface of a dossier in a language, given by its BCP 47 tag."""
    return Language(_base(lang) if _base(lang) in interfaces() else SOURCE, lang)


@cache
def interfaces() -> frozenset[str]:
    """The languages that the interface has."""
    return frozenset((SOURCE, *(folder.name for folder in CATALOGUES.iterdir())))


@cache
def _translations(code: str) -> NullTranslations:
    if code == SOURCE:
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - see above
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = io.BytesIO()
    with (CATALOGUES / code / "LC_MESSAGES" / "dossier.po").open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return GNUTranslations(compiled)


def is_language_tag(text: str) -> bool:
    """Whether a text is a language tag: well-formed by BCP 47 (RFC 5646), each part of it registered, and not too long."""
    if text in interfaces():
        return True
    import langcodes  # noqa: PLC0415 - see above

    return len(text) <= LONGEST_TAG and "_" not in text and langcodes.tag_is_valid(text)


def tag_of(value: object, setting: str) -> str:
    """The language tag that a setting or an option gives; raises DossierError, which names the setting, where it is none."""
    if isinstance(value, str) and is_language_tag(value):
        return value
    raise DossierError(f"{setting} is {value!r}, which is no language tag of BCP 47: write {TAGS}")


@lru_cache
def direction(lang: str) -> str:
    """Which way a language is written: ``rtl`` or ``ltr``, as HTML's ``dir`` says it."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - see above

    try:
        return Locale.parse(lang.replace("_", "-"), sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


@lru_cache
def own_name(lang: str) -> str:
    """What a language is called in itself; its tag where that is not known."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - see above

    try:
        return Locale.parse(lang.replace("_", "-"), sep="-").get_display_name() or lang
    except (UnknownLocaleError, ValueError):
        return lang


def _base(lang: str) -> str:
    """The language of a tag, without its region or script."""
    return lang.replace("_", "-").partition("-")[0].lower()


@lru_cache
def _locale(code: str) -> "Locale":
    from babel import Locale  # noqa: PLC0415 - see above

    return Locale.parse("en_GB" if code == SOURCE else code)


@lru_cache(maxsize=65536)  # Babel takes longer over a date than a template over a list's line; numbers are found at once
def _written(code: str, year: int, month: int, day: int, *, within: bool = False) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - see above

    locale = _locale(code)
    if day:
        return format_date(datetime.date(year, month, day), "long", locale)
    pattern = str(locale.datetime_skeletons["yMMMM"].pattern)
    if within:
        pattern = pattern.replace("LLLL", "MMMM")
    if not month:
        pattern = pattern.replace("MMMM", "").strip() if within else "y"
    return format_date(datetime.date(year, month or 1, 1), pattern, locale)


@lru_cache(maxsize=65536)
def _shortened(code: str, year: int, month: int, day: int, *, year_too: bool = True) -> str:
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - see above

    locale = _locale(code)
    if day and year_too:
        return format_date(datetime.date(year, month, day), "medium", locale)
    skeleton = ("MMMd" if day else "MMM") if not year_too else "yMMM"
    if not month:
        return str(year) if year_too else ""
    return format_skeleton(skeleton, datetime.date(year, month, day or 1), locale=locale)
