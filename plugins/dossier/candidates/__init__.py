"""Names that the dossier does not know: whom its articles name, and no file describes."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from dossier.candidates.declined import listed
from dossier.candidates.endings import INFLECTED, nominative
from dossier.candidates.gather import CONTEXTS, gather
from dossier.candidates.group import Group
from dossier.candidates.groups import grouped
from dossier.candidates.guide import Guide
from dossier.candidates.kinds import ACRONYM, kind_of
from dossier.candidates.offices import Office, Seen, settled
from dossier.candidates.states import States, states
from dossier.candidates.terms import plain, terms
from dossier.candidates.vocabulary import vocabulary
from dossier.edition import Edition
from dossier.model import ActorKind

ACRONYMS = 3  # times as often in capitals as not: so often stands an acronym, and hardly a name
SAMPLE = 1000  # articles that the vocabulary is made of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be worth a file: what it is likely to be and why, how often it stands where, and what is said of it.

    ``kind`` is None where nothing says which. ``spellings`` are all that were found, the commonest first.
    """

    name: str
    kind: ActorKind | None
    reason: str
    count: int
    articles: tuple[str, ...]
    contexts: tuple[str, ...]
    spellings: tuple[tuple[str, int], ...]
    capitals: tuple[str, ...]
    offices: tuple[tuple[Office, Seen], ...]
    acronyms: tuple[str, ...]
    lang: str
    state: str = ""

    @property
    def sure(self) -> bool:
        """Whether its file can be written without a look at it: a full name, and of what kind it is."""
        return self.kind is not None and self.reason != ACRONYM and (self.kind != "person" or " " in self.name)


def candidates(edition: Edition, least: int = 2, nobody: Collection[str] = ()) -> tuple[Candidate, ...]:
    """Names unknown to the dossier in ``least`` articles or more: those whose kind is known first, then the most frequent.

    Names of ``nobody``, of which the compiler has said that they are no actors, are not among them.
    """
    guide = _guide(edition)
    found = (
        _candidate(group, guide, edition.lang)
        for group in grouped(gather(edition, guide).values(), guide)
        if len(group.articles) >= least
    )
    named = without(filter(None, found), nobody)
    return tuple(sorted(named, key=lambda one: (one.kind is None, -one.count, one.name)))


def without(found: Iterable[Candidate], nobody: Collection[str]) -> tuple[Candidate, ...]:
    """The candidates that are not named among ``nobody``."""
    names = {plain(name) for name in nobody}
    return tuple(one for one in found if plain(one.name) not in names)


def actors_of_states(edition: Edition) -> tuple[dict[str, str], dict[str, str]]:
    """The actors that are states, by the codes of these; and what each state is called."""
    known = _states(edition)
    states_of = ((known.get(actor.head.name), slug) for slug, actor in edition.actors.items() if actor.head.kind == "state")
    return {state.code: slug for state, slug in states_of if state}, known.called


def _guide(edition: Edition) -> Guide:
    articles = edition.articles
    sample = articles[:: len(articles) // SAMPLE + 1]
    words = vocabulary(passage.text for article in sample for passage in edition.prose(article).passages)
    return Guide(terms(), words, _states(edition))


def _states(edition: Edition) -> States:
    langs = {(article.head.lang or edition.lang).partition("-")[0] for article in edition.articles}
    return states(edition.lang.partition("-")[0], tuple(sorted(langs)))


def _candidate(group: Group, guide: Guide, lang: str) -> Candidate | None:
    """A group as a candidate, unless it is no actor."""
    name = _name(group, guide)
    kind, reason = kind_of(group, name, guide)
    if kind == "none":
        return None
    return Candidate(
        name,
        kind,
        reason,
        group.count,
        tuple(group.articles),
        tuple(list(group.contexts.values())[:CONTEXTS]),
        tuple(group.spellings.most_common()),
        tuple(sorted(group.capitals)),
        tuple(sorted(settled(group.offices).items(), key=lambda item: (-item[1].count, item[0]))) if kind == "person" else (),
        tuple(acronym for acronym, _ in group.acronyms.most_common()),
        lang.partition("-")[0] if group.state else group.lang,
        group.state.code if group.state else "",
    )


def _name(group: Group, guide: Guide) -> str:
    """The name that it is listed under: a state's own, else the commonest spelling that is no shortened one."""
    if group.state:
        return guide.states.called.get(group.state.code) or next(iter(group.spellings))
    whole = {spelled: n for spelled, n in group.spellings.items() if " " in spelled or plain(spelled) in guide.terms.known}
    whole = whole or dict(group.spellings)
    lower = {spelled: n for spelled, n in whole.items() if not spelled.replace(".", "").isupper()}
    shouted = sum(whole.values()) - sum(lower.values())
    acronym = " " not in "".join(whole) and shouted > ACRONYMS * sum(lower.values())
    name = nominative(Counter(whole if acronym or not lower else lower), group.lang)
    return (group.lang in INFLECTED and listed(name.split(), group.lang)) or name
