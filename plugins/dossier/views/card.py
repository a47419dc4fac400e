"""The card: what a network shows where somebody passes on an address of the dossier: its title, its years, its story."""

from collections import Counter
from collections.abc import Iterator
from html import escape
from unicodedata import east_asian_width

from dossier.chronology import PartialDate
from dossier.edition import Edition
from dossier.language import direction
from dossier.views.base import Site
from dossier.views.scale import Scale, scale_of

ADDRESS, WIDTH, HEIGHT = "theme/card.png", 1200, 630
EDGE, FOOT, TALL, LEAST = 80, 540, 130, 4  # pixels: the margin, where the bars stand, the highest and the lowest of them
SIZES = ((84, 2), (68, 3), (54, 4))  # of the title's letters, and the lines that it may have at that size
LETTER = 0.58  # of their size that letters are wide, in the widest of the faces
PAPER, INK, MUTED, LINE, ACCENT = "#fffdf9", "#1f1d1a", "#5f5a52", "#ddd6c9", "#8a2f1d"  # as in tokens.css
SERIF = "Charter, 'Noto Serif', 'Liberation Serif', 'DejaVu Serif', Georgia, serif"
SANS = "'Segoe UI', 'Noto Sans', 'Liberation Sans', 'DejaVu Sans', Arial, sans-serif"


def card(edition: Edition, site: Site) -> str:
    """The card as SVG."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/><rect width="{WIDTH}" height="16" fill="{ACCENT}"/>',
        *_title(site),
    ]
    if scale := scale_of(edition):
        parts += _story(edition, scale)
    return "".join([*parts, "</svg>"])


def _title(site: Site) -> Iterator[str]:
    """The title as large as it can be, the subtitle below it."""
    for size, most in SIZES:
        lines = wrapped(site.name, (WIDTH - 2 * EDGE) / size / LETTER)
        if len(lines) <= most:
            break
    lines = [*lines[: most - 1], f"{lines[most - 1]} …"] if len(lines) > most else lines
    for number, line in enumerate(lines):
        yield _text(site, line, 64 + size + round(number * size * 1.15), f'{_face(size, SERIF, INK)} font-weight="700"')
    y = 64 + size + round((len(lines) - 1) * size * 1.15)
    for number, line in enumerate(wrapped(site.subtitle, (WIDTH - 2 * EDGE) / 30 / LETTER)[: 1 if len(lines) > 2 else 2]):
        yield _text(site, line, y + 58 + number * 40, _face(30, SANS, MUTED))


def _face(size: int, family: str, colour: str) -> str:
    return f'font-size="{size}px" font-family="{family}" fill="{colour}"'


def _text(site: Site, text: str, y: int, face: str) -> str:
    """A line at the side where the language begins."""
    x, anchor = (WIDTH - EDGE, "end") if direction(site.lang) == "rtl" else (EDGE, "start")
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" {face}>{escape(text)}</text>'


def _story(edition: Edition, scale: Scale) -> Iterator[str]:
    """The articles of each month as bars, the turning points as rings on the line, the years below it."""
    across = WIDTH - 2 * EDGE
    counts = Counter(PartialDate(a.head.date.year, a.head.date.month) for a in edition.articles if a.head.date.month)
    most, month = max(counts.values(), default=1), across / len(scale.years) / 12
    for date, count in sorted(counts.items()):
        tall = max(LEAST, round(TALL * count / most))
        x, wide = EDGE + across * scale.x(date) / 100, max(2.0, month * 0.7)
        yield f'<rect x="{x:.1f}" y="{FOOT - tall}" width="{wide:.1f}" height="{tall}" fill="{MUTED}" opacity="0.55"/>'
    yield f'<path d="M{EDGE} {FOOT}H{WIDTH - EDGE}" stroke="{LINE}" stroke-width="3"/>'
    for point in edition.turning:
        x = EDGE + across * scale.x(point.date) / 100
        yield f'<circle cx="{x:.1f}" cy="{FOOT}" r="9" fill="{PAPER}" stroke="{ACCENT}" stroke-width="5"/>'
    every = -(-len(scale.years) // 10)
    for year in scale.years[::every]:
        x = EDGE + across * year.x / 100
        yield f'<text x="{x:.1f}" y="{FOOT + 48}" {_face(28, SANS, MUTED)}>{year.year}</text>'


def wrapped(text: str, room: float) -> list[str]:
    """A text in lines of at most so many letters, those of East Asia counted as nearly two; a longer word has its own line."""
    lines, left = [""], room
    for word in text.split():
        wide = sum(1.75 if east_asian_width(letter) in "WF" else 1 for letter in word)
        if lines[-1] and wide + 1 > left:
            lines.append("")
            left = room
        lines[-1] += f" {word}" if lines[-1] else word
        left -= wide + 1
    return lines
