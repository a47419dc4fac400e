"""Whether every link within a built site leads somewhere: to a file of it, and to a place in that file."""

from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ADDRESSES = ("href", "src", "data", "poster")


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link that leads nowhere: the page that it stands on, the line in that page's HTML, and where it should lead."""

    page: str
    line: int
    link: str


class _Page(HTMLParser):
    """A page's links with their lines, and the ids in it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[tuple[str, int]] = []
        self.ids: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag leads to, and what may lead to it."""
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in ADDRESSES and value is not None:
                self.links.append((value, self.getpos()[0]))


def dead_links(output: Path) -> tuple[int, tuple[DeadLink, ...]]:
    """The number of links within the site in ``output``, and those of them that lead nowhere."""
    site = output.resolve()
    page = cache(_Page)
    count, dead = 0, []
    for path in sorted(site.rglob("*.html")):
        for link, line in page(path).links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            count += 1
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            place = unquote(parts.fragment) if target.suffix == ".html" else ""
            if not _holds(site, target) or (place and place not in page(target).ids):
                dead.append(DeadLink(path.relative_to(site).as_posix(), line, link))
    return count, tuple(dead)


def _holds(site: Path, target: Path) -> bool:
    return target.is_relative_to(site) and target.is_file()
