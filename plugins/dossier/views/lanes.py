"""Who spoke when, as a picture: a lane for each voice, the lanes of a camp together, the time in percent of the width."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from math import sqrt
from typing import NamedTuple

from dossier.analysis import grouped
from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.model import Actor, Statement
from dossier.text import shorten
from dossier.views.marks import Mark, by_camp, fitting, surname
from dossier.views.scale import Scale, scale_of

FEWEST, OWN = 3, 5  # voices that make a picture; statements that make a lane of its own
WEEKS, MONTHS = 400, 2000  # marks above which one stands for a week, and for a month
HEIGHTS = (10, 15, 20)  # pixels of a mark, for one statement on a day, two, and more
LETTERS, WORDS, TOLD = 26, 90, 4  # of a lane's name; of a statement without a line; statements that a mark tells


class LaneMark(NamedTuple):
    """What was said on a day: its place, the way to the first statement's passage, and the words.

    One that stands for a week or a month leads nowhere: there are thousands, and the table holds what they stand for.
    """

    x: float
    height: int
    address: str
    title: str


class Band(NamedTuple):
    """An office: from where to where it was held, in percent."""

    x: float
    width: float
    title: str


class Lane(NamedTuple):
    """The statements of one voice, or of several who are ``joined``; ``voices`` names them all."""

    label: str
    voices: str
    address: str
    joined: bool
    bands: tuple[Band, ...]
    marks: tuple[LaneMark, ...]
    count: int  # type: ignore[assignment]  # that of tuples, which nobody asks for


class CampLanes(NamedTuple):
    """The lanes of a camp; ``mark`` is None for those in no camp."""

    mark: Mark | None
    lanes: tuple[Lane, ...]


class Lanes(NamedTuple):
    """The whole picture: years, turning points in percent, and the lanes by camp.

    ``unit`` is what a mark stands for: a day, a week or a month. ``others`` counts the statements of those who are no actors.
    """

    scale: Scale
    turns: tuple[float, ...]
    camps: tuple[CampLanes, ...]
    unit: str
    others: int


class _Key(NamedTuple):
    """What the statements of a lane have in common: an actor of its own, what several belong to, or a camp."""

    camp: str
    kind: str
    name: str


def lanes(edition: Edition, statements: Iterable[Statement], *, room: int = 24) -> Lanes | None:
    """The lanes of some statements, at most ``room`` of them; None where fewer than three actors speak."""
    every = tuple(statements)
    by_voice = grouped((statement.speaker, statement) for statement in every if statement.speaker)
    voices = {slug: said for slug, said in by_voice.items() if slug}
    scale = scale_of(edition)
    if len(voices) < FEWEST or not scale:
        return None
    joints = _joined(edition, {slug: len(said) for slug, said in voices.items()}, room)
    unit = _unit(voices, joints)
    keyed = grouped((key, slug) for slug, key in joints.items()).items()  # type: ignore[type-var]
    sides = by_camp(edition, keyed, lambda pair: pair[1][0])

    def made(key: _Key, members: Sequence[str]) -> Lane:
        return _lane(edition, scale, key, {slug: voices[slug] for slug in members}, unit)

    return Lanes(
        scale=scale,
        turns=tuple(scale.x(point.date) for point in edition.turning),
        camps=tuple(CampLanes(mark, tuple(sorted((made(*pair) for pair in found), key=_place))) for mark, found in sides),
        unit=unit,
        others=sum(not statement.speaker for statement in every),
    )


def _place(lane: Lane) -> tuple[bool, int, str]:
    return lane.joined, -lane.count, lane.label


def _joined(edition: Edition, counts: Mapping[str, int], room: int) -> dict[str, _Key]:
    """The lane of each voice: its own from five statements, else that of its state or body; wider ones where room is short."""
    ways = {slug: tuple(_ways(edition, slug)) for slug in counts}
    shared = {way[1] for slug, way in ways.items() if counts[slug] < OWN and edition.actors[slug].head.kind == "person"}
    steps = dict.fromkeys(counts, 0)
    for slug, way in ways.items():
        if counts[slug] < OWN:
            alone = way[1].name == slug and way[1] not in shared and way[2].kind == "of"
            steps[slug] = 2 if alone else int(way[1].kind == "of")
    while True:
        lanes = grouped((ways[slug][step], slug) for slug, step in steps.items())  # type: ignore[type-var]
        wider = [key for key in lanes if key.kind != "camp"]
        if len(lanes) <= room or not wider:
            return {slug: ways[slug][step] for slug, step in steps.items()}
        least = min(wider, key=lambda key: (sum(counts[slug] for slug in lanes[key]), key))
        for slug in lanes[least]:
            steps[slug] += 1


def _ways(edition: Edition, slug: str) -> Iterator[_Key]:
    """The lanes that a voice can stand in, from its own to that of its camp."""
    camp, actor = edition.camps.get(slug), edition.actors[slug]
    name = camp.name if camp else ""
    yield _Key(name, "own", slug)
    for above in dict.fromkeys(_above(edition, slug, actor)):
        yield _Key(name, "of", above)
    yield _Key(name, "camp", "")


def _above(edition: Edition, slug: str, actor: Actor) -> Iterator[str]:
    """What an actor is joined by: itself where it is no person, the bodies of its camp that it is a member of, its state."""
    if actor.head.kind != "person":
        yield slug
    if actor.head.kind == "state":
        return
    camp = edition.camps.get(slug)
    yield from (other for other in actor.head.member_of if edition.camps.get(other) == camp)
    if actor.head.of:
        yield actor.head.of


def _unit(voices: Mapping[str, Sequence[Statement]], joints: Mapping[str, _Key]) -> str:
    days = {(joints[slug], statement.date) for slug, said in voices.items() for statement in said}
    return "day" if len(days) <= WEEKS else "week" if len(days) <= MONTHS else "month"


def _lane(edition: Edition, scale: Scale, key: _Key, voices: Mapping[str, Sequence[Statement]], unit: str) -> Lane:
    """The lane of some voices, the actor that it is named by first, then those who say most."""
    inorder = sorted(voices, key=lambda slug: (slug != key.name, -len(voices[slug]), edition.actor_names[slug].name))
    names = [edition.actor_names[slug].name for slug in inorder]
    first, joined = inorder[0], len(inorder) > 1
    said = sorted((statement for several in voices.values() for statement in several), key=lambda s: (s.date, s.article))
    return Lane(
        label=_label([_short(edition.actors[slug]) for slug in inorder]) if joined else fitting(edition.actors[first], LETTERS),
        voices=", ".join(names),
        address="" if joined else edition.actor_names[first].address,
        joined=joined,
        bands=() if joined else tuple(_bands(scale, edition.actors[first])),
        marks=tuple(_mark(edition, scale, day, told, unit) for day, told in _binned(said, unit)),
        count=len(said),
    )


def _short(actor: Actor) -> str:
    """The name of one of several voices of a lane."""
    return surname(actor) if actor.head.kind == "person" else fitting(actor, LETTERS)


def _label(names: Sequence[str]) -> str:
    """As many names as a lane's name has room for, and how many more there are."""
    for shown in range(len(names), 0, -1):
        label = ", ".join(names[:shown]) + (f" +{len(names) - shown}" if shown < len(names) else "")
        if len(label) <= LETTERS:
            break
    return label


def _bands(scale: Scale, actor: Actor) -> Iterator[Band]:
    """The offices of an actor that fall into the years of the picture."""
    for role in actor.head.roles:
        start = scale.x(role.from_) if role.from_ else 0.0
        end = scale.x(role.to) if role.to else 100.0
        if (role.from_ or role.to) and start < end:
            yield Band(start, round(end - start, 2), role.title)


def _binned(said: Iterable[Statement], unit: str) -> Iterable[tuple[PartialDate, tuple[Statement, ...]]]:
    bins = grouped((_start(statement.date, unit), statement) for statement in said)  # type: ignore[type-var]
    return bins.items()


def _start(date: PartialDate, unit: str) -> PartialDate:
    """The day on which a bin begins; a day is a bin of its own."""
    if unit == "month":
        return PartialDate(date.year, date.month)
    if unit == "week" and date.day:
        monday = date.first - timedelta(days=date.first.weekday())
        return PartialDate(monday.year, monday.month, monday.day)
    return date


def _mark(edition: Edition, scale: Scale, start: PartialDate, told: Sequence[Statement], unit: str) -> LaneMark:
    if unit != "day":
        return LaneMark(scale.x(start), min(HEIGHTS[-1], round(6 * sqrt(len(told)))), "", "")
    address = f"{edition.slugs[told[0].article].address}#{told[0].passage}"
    return LaneMark(scale.x(start), HEIGHTS[min(len(told), len(HEIGHTS)) - 1], address, _told(edition, told))


def _told(edition: Edition, told: Sequence[Statement]) -> str:
    """Who said what on a day, a line for each speaker."""
    words = edition.words
    lines: dict[str, list[str]] = {}
    for statement in told[:TOLD]:
        speaker = edition.actor_names[statement.speaker or ""].name
        lines.setdefault(speaker, []).append(statement.line or shorten(statement.text, WORDS))
    date, is_open = words.date(told[0].date), told[0].said.origin == "open"
    when = words.gettext("reported %(date)s", date=date) if is_open else date
    said = "\n".join(f"{speaker}, {when}: {'; '.join(several)}" for speaker, several in lines.items())
    return said + (f" {words.gettext('and %(count)s more', count=len(told) - TOLD)}" if len(told) > TOLD else "")
