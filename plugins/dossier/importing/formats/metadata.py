"""What a web page states of itself: JSON-LD, Highwire's citation tags, OpenGraph, Dublin Core, then its own markup."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

from dossier.chronology import PartialDate
from dossier.importing import dates
from dossier.importing.clipping import Stated
from dossier.importing.formats.jsonld import decoded, every_name, name_of

# What browsers, and the extension SingleFile, write at the head of a page that they save.
_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(?P<url>https?://\S+?)\s*(?:-->|\n)"
)
_DAY = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?|(?P<compact>(?:19|20)\d{6})(?!\d)")
_TITLES = ("citation_title", "og:title", "dc.title", "dcterms.title", "parsely-title", "twitter:title")
_DATES = (
    "article:published_time", "og:article:published_time", "citation_publication_date", "citation_date", "citation_online_date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date",
    "publish-date", "publishdate", "pubdate", "article.published", "article:published:time", "article:published", "og:pubdate",
    "date", "datepublished",
)  # fmt: skip
_AUTHORS = ("citation_author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl", "author")
_PUBLISHERS = (
    "citation_journal_title",
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "application-name",
)


def stated(tree: html.HtmlElement, source: str, address: str, records: list[dict[str, Any]]) -> Stated:
    """A page's metadata, of which ``records`` are those in JSON-LD; what it does not state stays empty."""
    metas = _metas(tree)
    page = " ".join((tree.findtext(".//title") or "").split())
    publisher = _first(
        *(name_of(record.get("publisher")) for record in records), *(_one(metas, key) for key in _PUBLISHERS),
        *(name_of(record.get("sourceOrganization")) for record in records), *_marked(tree, "publisher")[:1],
    )  # fmt: skip
    byline = _authors(tree, metas, records)
    return Stated(
        title=_title(tree, metas, records, publisher),
        date=_date(tree, metas, records),
        byline=tuple(name for name in byline if name.casefold() not in {publisher.casefold(), *title_parts(page.casefold())}),
        dateline=_first(*(str(record.get("dateline") or "") for record in records)),
        publisher=publisher,
        url=_address(tree, source, metas, records, address),
        lang=tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
    )


def title_parts(page: str) -> list[str]:
    """The parts of a page's title, which often holds the site's name, and the section's, beside the heading."""
    return [part for part in re.split(r"\s*[|»›·•:]\s+|\s+[-–—:/]+\s+", page) if part]


def _metas(tree: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").casefold()
        content = " ".join(decoded(meta.get("content") or "").split())
        if name and content:
            found.setdefault(name, []).append(content)
    return found


def _title(tree: html.HtmlElement, metas: dict[str, list[str]], records: list[dict[str, Any]], site: str) -> str:
    heads = [" ".join(head.text_content().split()) for head in tree.iter("h1")]
    page = " ".join((tree.findtext(".//title") or "").split())
    told = _first(*(str(record.get("headline") or "") for record in records), *(_one(metas, key) for key in _TITLES), page)
    for head in heads:  # the name of the site often follows in the others
        if head and (told.startswith(head) or not told):
            return head
    if len([head for head in heads if head]) == 1 and told == page:
        return next(head for head in heads if head)
    return re.sub(rf"\s*[|–—:-]\s*{re.escape(site)}\s*$", "", told) if site else told


def _date(tree: html.HtmlElement, metas: dict[str, list[str]], records: list[dict[str, Any]]) -> PartialDate | None:
    told = [str(record.get("datePublished") or "") for record in records] + [_one(metas, key) for key in _DATES]
    told += [
        element.get("content") or element.get("datetime") or "" for element in tree.xpath("//*[@itemprop='datePublished']")
    ]
    times = [element.get("datetime") or "" for element in tree.xpath("//article//time[@datetime] | //main//time[@datetime]")]
    every = times or [element.get("datetime") or "" for element in tree.xpath("//time[@datetime]")]
    told += every[:1] if times else (every if len(set(every)) == 1 else [])
    return next((found for text in told if (found := day(text))), None) or _in_title(metas)


def _in_title(metas: dict[str, list[str]]) -> PartialDate | None:
    """The day that a stated heading ends or begins with, apart from its other words: ``Harbour to open | 13 January 2011``."""
    parts = [part for text in metas.get("og:title", []) for part in title_parts(text)]
    found = [dated.readings for part in (*parts[:1], *parts[-1:]) if len(parts) > 1 and (dated := dates.whole(part))]
    return next((readings[0] for readings in found if len(readings) == 1 and readings[0].day), None)


def day(text: str) -> PartialDate | None:
    """The day, or the month, that a text in the manner of ISO 8601 begins with."""
    match = _DAY.match(text.strip())
    if not match:
        return None
    if match["compact"]:
        figures = match["compact"]
        parts = [figures[:4], figures[4:6], figures[6:]]
    else:
        parts = [match["year"], f"{int(match['month']):02}", *([f"{int(match['day']):02}"] if match["day"] else [])]
    try:
        return PartialDate.parse("-".join(parts))
    except ValueError:
        return None


def _authors(tree: html.HtmlElement, metas: dict[str, list[str]], records: list[dict[str, Any]]) -> tuple[str, ...]:
    for record in records:
        names = tuple(every_name(record.get("author")))
        if names:
            return _cleaned(names)
    for key in _AUTHORS:
        told = [text for text in metas.get(key, []) if not text.startswith("http")]
        if told:
            return _cleaned(_turned(name) if key == "citation_author" else name for name in told)
    related = [" ".join(element.text_content().split()) for element in tree.xpath("//*[@rel='author']")]
    return _cleaned(related or _marked(tree, "author"))


def _marked(tree: html.HtmlElement, name: str) -> list[str]:
    """The names that a page's microdata gives for a property."""
    found = tree.xpath(f"//*[@itemprop='{name}']//*[@itemprop='name'] | //*[@itemprop='{name}'][not(*)]")
    texts = (" ".join((element.get("content") or element.text_content()).split()) for element in found)
    return [text for text in texts if text]


def _cleaned(names: Iterable[str]) -> tuple[str, ...]:
    """Names one by one, without the ``By`` before them."""
    bare = (re.sub(r"^(?:by|von|par|автор:?)\s+", "", name.strip(), flags=re.IGNORECASE) for name in names)
    parts = (part.strip() for name in bare for part in re.split(r"\s*(?:;|\band\b|&|\|)\s*|,\s+(?=[A-Z]\w+\s)", name))
    return tuple(dict.fromkeys(part for part in parts if part and len(part) < 60 and "@" not in part))


def _turned(name: str) -> str:
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name


def _address(
    tree: html.HtmlElement, source: str, metas: dict[str, list[str]], records: list[dict[str, Any]], address: str
) -> str:
    saved = _SAVED.search(source[:3000])
    base = address or (saved["url"] if saved else "")
    canonical = [link.get("href") or "" for link in tree.xpath("//link[@rel='canonical'][@href]")]
    told = [*canonical, _one(metas, "og:url"), *(_link(record) for record in records)]
    urls = [url for text in told if text and (url := urljoin(base, text.strip())).startswith("http") and " " not in url]
    inner = [url for url in urls if urlsplit(url).path.strip("/") or urlsplit(url).query]  # others are the site's front page
    return next(iter([*inner, *([base] if base else []), *urls]), "")


def _link(record: dict[str, Any]) -> str:
    page = record.get("mainEntityOfPage")
    inner = page.get("@id") if isinstance(page, dict) else page
    return str(record.get("url") or inner or "")


def _one(metas: dict[str, list[str]], key: str) -> str:
    return metas.get(key, [""])[0]


def _first(*texts: str) -> str:
    return next((decoded(text).strip() for text in texts if text.strip()), "")
