"""Where the actors of the network stand: near those whom they appear with, and no name on another.

Only sums, products, quotients and square roots are used, which every machine rounds alike: the same ties give the same
picture to the last byte.
"""

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

ROUNDS, COOLING = 18, 0.65  # of moving pairs; what is left of a move's strength in the next round
PASSES, SPARE = 100, 1.0  # at most, of pushing boxes apart; and what is left between them then


@dataclass(slots=True)
class Box:
    """A rectangle by its centre and half its sides."""

    x: float
    y: float
    half_width: float
    half_height: float


def spread(count: int, ties: Iterable[tuple[int, int]]) -> list[tuple[float, float]]:
    """A point for each of ``count`` nodes, numbered from the one to stand in the middle; a tie has the length 1.

    All pairs are moved, one after the other, towards the distance of the shortest way between them (stochastic gradient
    descent on the stress of the drawing); those without a way are kept as far apart as the longest one found.
    """
    wanted = _distances(count, ties)
    longest = max(wanted.values(), default=1)
    pairs = [(pair, wanted.get(pair, longest)) for pair in combinations(range(count), 2)]
    points = [[float(x), float(y)] for x, y in _spiral(count)]
    strength = float(longest * longest)
    random.Random(count).shuffle(pairs)  # noqa: S311 - an order, no secret
    for _ in range(ROUNDS):
        for (one, other), length in pairs:
            a, b = points[one], points[other]
            dx, dy = a[0] - b[0], a[1] - b[1]
            apart = math.sqrt(dx * dx + dy * dy) or 1e-6
            share = min(1.0, strength / (length * length)) * (apart - length) / (2 * apart)
            a[0] -= share * dx
            a[1] -= share * dy
            b[0] += share * dx
            b[1] += share * dy
        strength *= COOLING
    return [(x, y) for x, y in points]


def _distances(count: int, ties: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """The number of ties on the shortest way of each pair that has one, by the lower number first."""
    beside: list[set[int]] = [set() for _ in range(count)]
    for one, other in ties:
        beside[one].add(other)
        beside[other].add(one)
    ways: dict[tuple[int, int], int] = {}
    for start in range(count):
        edge, seen, far = {start}, {start}, 0
        while edge:
            far += 1
            edge = set().union(*(beside[node] for node in edge)) - seen
            seen |= edge
            ways.update(((start, node), far) for node in edge if start < node)
    return ways


def _spiral(count: int) -> Iterator[tuple[int, int]]:
    """The first points of a square spiral around the middle."""
    x, y, dx, dy, side = 0, 0, 1, 0, 1
    while True:
        for _ in range(2):
            for _ in range(side):
                if not count:
                    return
                count -= 1
                yield x, y
                x, y = x + dx, y + dy
            dx, dy = -dy, dx
        side += 1


def push_apart(boxes: Sequence[Box], width: float) -> None:
    """Move boxes until none lies on another, each pair by the shorter way; none leaves the strip from 0 to ``width``.

    Where so many want to be at one place that pushing finds no end, the lower ones go further down.
    """
    for _ in range(PASSES):
        touched = False
        boxes = sorted(boxes, key=lambda box: box.x - box.half_width)
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                if other.x - other.half_width >= one.x + one.half_width:
                    break
                touched = _push(one, other) or touched
        for box in boxes:
            box.x = min(max(box.x, box.half_width), width - box.half_width)
        if not touched:
            return
    placed: list[Box] = []
    for box in sorted(boxes, key=lambda box: (box.y, box.x)):
        while under := [other for other in placed if _over(other, box)]:
            box.y = max(other.y + other.half_height for other in under) + SPARE + box.half_height
        placed.append(box)


def _over(one: Box, other: Box) -> bool:
    return (
        abs(one.x - other.x) < one.half_width + other.half_width and abs(one.y - other.y) < one.half_height + other.half_height
    )


def _push(one: Box, other: Box) -> bool:
    dx, dy = other.x - one.x, other.y - one.y
    over_x = one.half_width + other.half_width - abs(dx)
    over_y = one.half_height + other.half_height - abs(dy)
    if min(over_x, over_y) <= 0:
        return False
    if over_x < over_y:
        step = (over_x + SPARE) / 2 if dx > 0 else -(over_x + SPARE) / 2
        one.x, other.x = one.x - step, other.x + step
    else:
        step = (over_y + SPARE) / 2 if dy > 0 else -(over_y + SPARE) / 2
        one.y, other.y = one.y - step, other.y + step
    return True
