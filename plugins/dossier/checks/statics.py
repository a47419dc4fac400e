"""Which files the content may link to, by their names: none in the place of a file of the site, and no web page."""

from collections.abc import Container, Mapping
from pathlib import PurePosixPath

from dossier.statics.markup import PAGES, RIGHT

OWN = frozenset(
    "index.html network.html search.html statements.html timeline.html sitemap.xml 404.html robots.txt site.webmanifest "
    "actors/index.html data/index.html sources/index.html topics/index.html data/dossier.json".split()
)  # pages and files that every site has, but for data files that are formats
ALONE = frozenset({"feeds", "pagefind", "positions", "theme"})  # folders that hold nothing but the site's own files
FOLDERS = frozenset({"actors", "articles", "data", "pages", "sources", "topics"})  # others that every site has
SPLIT = frozenset({"actors", "network", "sources", "statements", "timeline", "topics"})  # where a page may have a folder


def refused(path: str, pages: Mapping[str, str], formats: Container[str]) -> tuple[str, str]:
    """Why the file at a path may not be handed on, and what would be right; two empty texts where it may.

    ``pages`` are the files of pages by address, ``formats`` the names of data files, and of the folders that they go into when
    they are large. Capitals do not count, for some disks do not know them.
    """
    place = PurePosixPath(path.casefold())
    name = place.as_posix()
    if page := pages.get(name) or pages.get(f"{name}.html"):
        return f"would take the place of the page of {page}", "another name"
    if name in OWN or f"{name}.html" in OWN or (place.parts[0] == "data" and place.parts[1:] and place.parts[1] in formats):
        return f"would take the place of the site's own {name}", f"files/{path}"
    if place.parts[0] in ALONE or name in FOLDERS or (place.parts[0] in SPLIT and not place.suffix and len(place.parts) < 4):
        return f"would take the place of a file of the site's own in {place.parts[0]}/", f"files/{path}"
    if any(part.endswith(".html") for part in place.parts[:-1]):
        return "lies in a folder that has the name of a page", f"files/{path.rpartition('/')[2]}"
    if place.suffix in PAGES:
        return "is a web page, which may run scripts and would stand among the site's own pages", RIGHT
    return "", ""
