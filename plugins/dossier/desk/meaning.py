"""Answers on who is meant: one of several for an article, none of them, or somebody at one place.

An actor is declared in the article, or a name is listed there as nobody's; where that does not say it of just what was asked,
and at single places, the words become a link. What is written is read as a build would read it: where a place that was
asked for means somebody else then, or one that was not asked for does, the change is refused.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.desk import files
from dossier.desk.change import Change, Edit
from dossier.desk.linking import linked
from dossier.desk.meant import Candidates, Question, article_of, contradicted, questions_of
from dossier.edition import Edition
from dossier.errors import ContentError, DossierError
from dossier.gazetteer import spelled
from dossier.mentions import sight
from dossier.model import Article, Mention, Place, Prose
from dossier.readings import File, read
from dossier.resolve import resolve
from dossier.splice import spliced, values

Asked = tuple[str, Candidates]  # the slug of an article, and those who may be meant in it
MANY = 3  # names in a sentence


@dataclass(frozen=True)
class _State:
    """An article as its file's bytes are, and whom it names so."""

    data: bytes
    article: Article
    prose: Prose
    mentions: tuple[Mention, ...]

    @property
    def read(self) -> tuple[Article, Prose, tuple[Mention, ...]]:
        """What is asked of it follows from these."""
        return self.article, self.prose, self.mentions

    @property
    def meant(self) -> Mapping[Place, str | None]:
        """Whom each place means; names within those of others stay with these."""
        return {Place(m.passage, m.start, m.end): m.actor for m in self.mentions if m.evidence != "within"}


def meant(content: Path, edition: Edition, who: str, asked: Sequence[Asked]) -> Change:
    """The change by which the names that are asked for in some articles mean an actor, or nobody where ``who`` is empty.

    Raises DossierError where there is no such actor, one of them is not asked any more, or several are answered and one of them
    speaks for somebody else; ContentError where a file cannot be changed so.
    """
    if not asked:
        raise DossierError("nothing is chosen")
    _known(edition, who)
    edits, names = list[Edit](), dict[str, None]()
    for slug, candidates in dict.fromkeys(asked):
        state = _now(content, edition, slug)
        path = state.article.path
        question = _question(state, candidates)
        if len(asked) > 1 and contradicted(edition, question, who):
            raise DossierError(f"{path} speaks for somebody else: answer it by itself")
        edits.append(Edit(path, state.data, _answered(edition, state, question, who)))
        names |= dict.fromkeys(question.names)
    if len({edit.path for edit in edits}) < len(edits):
        raise DossierError("two of them are of one article: answer them one by one")
    whom = edition.actors[who].head.name if who else "nobody who has a file"
    where = edits[0].path if len(edits) == 1 else f"{len(edits)} articles"
    return Change(f"{_listed(names)} in {where}: {whom}", tuple(edits))


def meant_here(content: Path, edition: Edition, who: str, slug: str, places: Iterable[Place]) -> Change:
    """The change by which the words at some places of an article lead to an actor.

    Raises DossierError where there is no such actor or article, ContentError where the file cannot be changed so.
    """
    if not who:
        raise DossierError("one place cannot say that nobody is meant: link the others first, then say it of the article")
    _known(edition, who)
    state = _now(content, edition, slug)
    path = state.article.path
    chosen = tuple(dict.fromkeys(places))
    if not chosen:
        raise DossierError("no place is chosen")
    open_still = {Place(m.passage, m.start, m.end) for one in questions_of(*state.read) for m in one.places}
    after = _linked(edition, state, chosen, who, open_still)
    words = {p.id: p.text for p in state.prose.passages}
    names = dict.fromkeys(words[place.passage][place.start : place.end] for place in chosen)
    return Change(f"{_listed(names)} in {path}: {edition.actors[who].head.name}", (Edit(path, state.data, after),))


def _known(edition: Edition, who: str) -> None:
    if who and who not in edition.actors:
        raise DossierError(f"there is no actor {who}")


def _now(content: Path, edition: Edition, slug: str) -> _State:
    """An article as its file is by now."""
    path = article_of(edition, slug).path
    data = files.read(content, path)
    if data is None:
        raise DossierError(f"{path} is not there any more")
    return _state(edition, path, data)


def _state(edition: Edition, path: str, data: bytes) -> _State:
    found = read(File(path, data), edition.lang)
    if isinstance(found, list):
        raise found[0]
    entry, prose = found
    return _State(data, entry, prose, resolve(entry, prose, edition.gazetteer))


def _question(state: _State, candidates: Candidates) -> Question:
    """What the file asks of some candidates now."""
    for one in questions_of(*state.read):
        if one.candidates == candidates:
            return one
    raise DossierError(f"{state.article.path} does not ask any more who of {', '.join(candidates)} is meant")


def _answered(edition: Edition, state: _State, question: Question, who: str) -> bytes:
    """The file with an answer for all of a question's places."""
    path, asked = state.article.path, [Place(m.passage, m.start, m.end) for m in question.places]
    if not who:
        after = added(path, state.data, "not_mentions", _bare(edition, state, question))
        if other := _others(state, _state(edition, path, after), asked, ""):
            raise DossierError(f"{path} would name {other} otherwise then, too: say it place by place")
        return after
    after = added(path, state.data, "actors", [who])
    if _others(state, _state(edition, path, after), asked, who):
        return _linked(edition, state, asked, who)
    return after


def _linked(edition: Edition, state: _State, places: Sequence[Place], who: str, free: Collection[Place] = ()) -> bytes:
    """The file in which the words at some places lead to an actor; what is ``free`` may be read otherwise then."""
    path, data, target = state.article.path, state.data, edition.actors[who].path
    for place in sorted(places, key=lambda place: place.start, reverse=True):
        data = linked(path, data, place, target, edition.lang)
    if other := _others(state, _state(edition, path, data), places, who, free):
        raise ContentError(path, 1, f"would name {other} otherwise then, too", example="link the names by hand")
    return data


def _others(before: _State, after: _State, asked: Sequence[Place], who: str, free: Collection[Place] = ()) -> str:
    """Words whose meaning would not be what was said, or would be another though nobody asked; nothing where all is right."""
    then = after.meant
    texts = {passage.id: passage.text for passage in before.prose.passages}
    wrong = [place for place in asked if then.get(place, "") != who]  # where nobody is meant, no name is found there
    settled = ((place, actor) for place, actor in before.meant.items() if actor and place not in (*asked, *free))
    wrong += [place for place, actor in settled if then.get(place) != actor]
    return f"“{texts[wrong[0].passage][wrong[0].start : wrong[0].end]}”" if wrong else ""


def _bare(edition: Edition, state: _State, question: Question) -> list[str]:
    """The names that an article has to deny: as they are looked for, without the words before them."""
    passages = {passage.id: passage for passage in state.prose.passages}
    found: dict[str, str] = {}
    for place in question.places:
        for sighting in sight(passages[place.passage], edition.gazetteer):
            if sighting.end == place.end:
                found.setdefault(spelled(sighting.surface)[0], sighting.surface)
    return list(found.values())


def added(path: str, data: bytes, key: str, items: Sequence[str]) -> bytes:
    """A file with some items more in a list of its front matter."""
    held = values(path, data).get(key)
    had = held if isinstance(held, list) else [] if held is None else [held]
    fresh = [item for item in items if item not in had]
    if isinstance(held, list) and had:
        for number, item in enumerate(fresh, len(had)):
            data = spliced(path, data, {(key, str(number)): item})
        return data
    return spliced(path, data, {key: [*had, *fresh]}) if fresh else data


def _listed(names: Iterable[str]) -> str:
    every = [f"“{name}”" for name in names]
    return ", ".join(every[:MANY]) + (" and others" if len(every) > MANY else "")
