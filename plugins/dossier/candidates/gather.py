"""All names of a dossier that no file describes, each with where it stands and what stands beside it."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from dossier.candidates.caseless import CASELESS, caseless
from dossier.candidates.guide import Guide
from dossier.candidates.offices import Office, Seen, held, office_after, office_before
from dossier.candidates.sightings import Sighting, finder
from dossier.candidates.terms import UPPER, plain
from dossier.edition import Edition
from dossier.model import Article, Passage, Span
from dossier.text import fold

Find = Callable[[Sequence[Passage]], Iterator[tuple[Passage, Sighting]]]
AROUND = 60  # characters of context before and after
CONTEXTS = 3
_AFTER = re.compile(r"(?:,[^,.;]{1,60},)?\s+(?:also\s+|then\s+)?(\w+)")
_WHO = re.compile(r",?\s+who\b")
_ACRONYM = re.compile(rf"\s+\(([{UPPER}][{UPPER}&]{{1,9}})\)")


@dataclass(slots=True, kw_only=True)
class Tally:
    """What is counted of a name: how often it stands in which articles, and how often with what beside it."""

    articles: Counter[str] = field(default_factory=Counter)
    contexts: dict[str, str] = field(default_factory=dict)
    signs: Counter[str] = field(default_factory=Counter)
    offices: dict[Office, Seen] = field(default_factory=dict)
    acronyms: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How often it stands in all articles."""
        return self.articles.total()

    def hold(self, offices: Mapping[Office, Seen]) -> None:
        """Count the offices that it was seen with."""
        for office, seen in offices.items():
            self.offices.setdefault(office, Seen(0, seen.first, seen.last)).more(seen)


@dataclass(slots=True)
class Name(Tally):
    """One spelling, in the language of the article that it was seen in first."""

    text: str
    lang: str


def gather(edition: Edition, guide: Guide) -> Mapping[str, Name]:
    """The names by their spelling."""
    names: dict[str, Name] = {}
    described = {spelling.text for spelling in edition.gazetteer.spellings if not spelling.office}
    found = cache(partial(_finder, guide=guide))
    for article in edition.articles:
        lang = (article.head.lang or edition.lang).partition("-")[0]
        guide, find = found(lang)
        for passage, sighting in _unknown(edition, article, find):
            if _place(sighting, passage.text, guide):
                continue
            name = names.get(sighting.name)
            if name is None:
                if fold(sighting.name)[0] in described:
                    continue
                name = names[sighting.name] = Name(sighting.name, lang)
            _note(name, article, passage.text, sighting, guide)
    return names


def _finder(lang: str, guide: Guide) -> tuple[Guide, Find]:
    """What finds the names in articles of a language, and what it goes by."""
    guide = guide._replace(lang=lang)
    if lang in CASELESS:
        return guide, partial(caseless, guide=guide)
    sightings = finder(guide)
    return guide, lambda passages: ((passage, sighting) for passage in passages for sighting in sightings(passage.text))


def _unknown(edition: Edition, article: Article, find: Find) -> Iterator[tuple[Passage, Sighting]]:
    """The names in an article that are no mentions, nor parts of one."""
    taken: defaultdict[str, list[Span]] = defaultdict(list)
    for mention in edition.mentions(article):
        taken[mention.passage].append((mention.start, mention.end))
    for passage, sighting in find(edition.prose(article).passages):
        spans = (*taken[passage.id], *passage.opaque) if taken[passage.id] else passage.opaque
        if not any(start < sighting.end and sighting.start < end for start, end in spans):
            yield passage, sighting


def _place(sighting: Sighting, text: str, guide: Guide) -> bool:
    """Whether a capital stands there as a place and for no government: in Moscow; Washington, D.C."""
    state = guide.state(sighting.name)
    return (
        state is not None and state.capital and (sighting.before in guide.terms.where or text.endswith(", ", 0, sighting.start))
    )


def _note(name: Name, article: Article, text: str, sighting: Sighting, guide: Guide) -> None:
    """Note down a sighting, and what stands beside it."""
    terms, signs = guide.terms, name.signs
    name.articles[article.slug] += 1
    if len(name.contexts) < CONTEXTS and article.slug not in name.contexts:
        around = text[max(0, sighting.start - AROUND) : sighting.end + AROUND]
        name.contexts[article.slug] = " ".join(f"…{around}…".split())
    after = _AFTER.match(text, sighting.end)
    before, behind = sighting.before, after[1] if after else ""
    holds = {
        "begins": sighting.begins,
        "definite": before == "the",
        "where": before in terms.where and not sighting.title,
        "speaks": behind in terms.cues or before in terms.cues,
        "thing": plain(behind) in terms.things,
        "who": _WHO.match(text, sighting.end) is not None,
        "titled": sighting.title != "",
    }
    for sign in filter(holds.get, holds):
        signs[sign] += 1
    found = []
    if sighting.title:
        found.append(office_before(sighting.title, _before(text, sighting), guide))
    if text.startswith(", ", sighting.end):
        found.append(office_after(text, sighting.end + 2, guide))
    day = article.head.date
    for office in filter(None, found):
        signs["called"] += 1
        if held(office, guide):
            name.hold({office: Seen(1, day, day)})
    acronym = _ACRONYM.match(text, sighting.end)
    if acronym and _explains(sighting.name, acronym[1]):
        name.acronyms[acronym[1]] += 1


def _before(text: str, sighting: Sighting) -> str:
    """The end of what stands before a name and its title."""
    start = text.rfind(sighting.title, 0, sighting.start)
    return text[max(0, start - AROUND) : start].rstrip()


def _explains(name: str, acronym: str) -> bool:
    """Whether an acronym's letters stand in a name in their order, the first of them first."""
    letters = iter(name.casefold())
    return (
        name[0] == acronym[0]
        and len(name.split()) > 1
        and all(letter in letters for letter in acronym.casefold() if letter.isalpha())
    )
