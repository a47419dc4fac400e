"""Where actors stand in the pictures of the network: around the one in the middle, or in a circle; no name on another.

What comes of sines is rounded at once: not every machine has the same last digit.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 760, 540  # user units of the picture of one actor
CENTRE, MIDDLE = (380.0, 270.0), 46.0  # where that actor stands, and how far its mark reaches
RINGS = ((98.0, 90.0), (148.0, 136.0), (198.0, 182.0), (246.0, 228.0))  # half the width and height of each, the nearest first
LETTER, TALL, BESIDE = 8.0, 17.0, 5.0  # of a name: a letter, a line, and what is between mark and name
STEPS = (0.0, 0.04, -0.04, 0.08, -0.08, 0.12, -0.12)  # from where a name has no room: in radii
MANY = 20  # passages, above which the rings are quartiles
TURNS = (0.0, 0.05, -0.05, 0.1, -0.1)  # and in radians


class Box(NamedTuple):
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have a point in common."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


class Spot(NamedTuple):
    """Where an actor stands, and where its name begins, ends or has its middle: ``anchor`` as SVG calls it."""

    x: float
    y: float
    text_x: float
    text_y: float
    anchor: str


class Wanted(NamedTuple):
    """An actor to be placed: its ring, 0 being the nearest, its angle from the top, half the size of its mark, its name."""

    ring: int
    angle: float
    r: float
    name: str


def around(wanted: Sequence[Wanted], marks: Sequence[str]) -> tuple[list[Spot], list[Spot | None]]:
    """The place of each actor around the middle, those first that come first; further out where all around is taken.

    Then that of the word beside each ring; None where a ring has no room for it.
    """
    x, y = CENTRE
    taken = [Box(x - MIDDLE, y - MIDDLE, x + MIDDLE, y + MIDDLE)]
    spots = []
    for actor in wanted:
        spot, boxes = next(
            (spot, boxes) for spot, boxes in _tries(actor) if not any(box.meets(other) for box in boxes for other in taken)
        )
        taken += boxes
        spots.append(spot)
    words: list[Spot | None] = []
    for ring, mark in enumerate(marks):
        free = ((spot, box) for spot, box in _beside(ring, mark) if not any(box.meets(other) for other in taken))
        found = next(free, None)
        taken += [found[1]] if found else []
        words.append(found and found[0])
    return spots, words


def _beside(ring: int, mark: str) -> Iterator[tuple[Spot, Box]]:
    """The places of a word on a ring, from the lower right around."""
    width, (across, down) = len(mark) * LETTER + 6, RINGS[ring]
    for number in range(24):
        angle = math.pi * (0.75 + number / 12)
        x, y = round(CENTRE[0] + across * math.sin(angle), 1), round(CENTRE[1] - down * math.cos(angle), 1)
        yield Spot(x, y, x, y + 4, "middle"), Box(x - width / 2, y - TALL / 2, x + width / 2, y + TALL / 2)


def _tries(actor: Wanted) -> Iterator[tuple[Spot, tuple[Box, Box]]]:
    """The places that an actor can have, the best first, each with the boxes of its mark and its name."""
    across, down = RINGS[actor.ring]
    moves = [(step, turn) for step in STEPS for turn in TURNS]
    further = ((step / 10, turn) for step in range(2, 1000) for turn in TURNS)
    for number, (step, turn) in enumerate((*moves, *further)):
        x = CENTRE[0] + across * (1 + step) * math.sin(actor.angle + turn)
        y = CENTRE[1] - down * (1 + step) * math.cos(actor.angle + turn)
        x, y = round(x, 1), round(y, 1)
        for spot, box in _labels(actor, x, y):
            if number >= len(moves) or (box.left >= 0 and box.right <= WIDTH):
                r = actor.r + 1
                yield spot, (Box(x - r, y - r, x + r, y + r), box)


def _labels(actor: Wanted, x: float, y: float) -> Iterator[tuple[Spot, Box]]:
    """The names right, left, below and above; away from the middle before towards it."""
    width, away = len(actor.name) * LETTER, actor.r + BESIDE
    right = Spot(x, y, round(x + away, 1), y + 4, "start"), Box(x + away, y - TALL / 2, x + away + width, y + TALL / 2)
    left = Spot(x, y, round(x - away, 1), y + 4, "end"), Box(x - away - width, y - TALL / 2, x - away, y + TALL / 2)
    yield from (right, left) if x >= CENTRE[0] else (left, right)
    for middle in (y + away + TALL / 2, y - away - TALL / 2):
        box = Box(x - width / 2, middle - TALL / 2, x + width / 2, middle + TALL / 2)
        yield Spot(x, y, x, round(middle + 4, 1), "middle"), box


def rings(counts: Sequence[int]) -> tuple[int, ...]:
    """The fewest passages of each ring, the nearest ring first: by quartiles where somebody is named in more than twenty."""
    most = max(counts, default=0)
    if most <= MANY:
        return (8, 5, 3, 1) if most >= 8 else (4, 3, 2, 1)
    inorder = sorted(counts, reverse=True)
    marks = [inorder[len(inorder) * part // 4] for part in (1, 2, 3)]
    return (*marks, min(inorder))


def ring_of(count: int, fewest: Sequence[int]) -> int:
    """The ring of an actor that is named in so many passages."""
    return next((ring for ring, least in enumerate(fewest) if count >= least), len(fewest) - 1)


def sectors(sizes: Iterable[int]) -> Iterator[tuple[int, int, float]]:
    """For groups of these sizes, clockwise from the top: group, place in it, angle. The first of a group is in its middle."""
    groups = list(sizes)
    step, at = 2 * math.pi / max(1, sum(groups)), 0
    for group, size in enumerate(groups):
        order = sorted(range(size), key=lambda place: (abs(place - (size - 1) / 2), place))
        for number, place in enumerate(order):
            yield group, number, (at + place + 0.5) * step
        at += size


def circle(count: int, radius: float) -> Iterator[tuple[float, float, float]]:
    """So many points on a circle around 0, clockwise from the top: x, y, and the angle in degrees."""
    for number in range(count):
        angle = 2 * math.pi * (number + 0.5) / count
        yield round(radius * math.sin(angle), 1), round(-radius * math.cos(angle), 1), round(math.degrees(angle), 1)
