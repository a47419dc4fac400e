"""A passage's text and markup, from the inline tokens of its block."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it.token import Token

from dossier.citations import marked
from dossier.model import Citation, Link, Markup, Passage, Span
from dossier.prose.weave import HERE, weave
from dossier.text import code, free, words

TODO = "TODO"
_NOTEBOOK = re.compile(r"\[\[[^\[\]\n]+\]\]")
_INTERNAL = re.compile(r"\{(filename|static|attach)\}(.*)", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+|[\w.+-]+@[\w-]+\.[\w.-]+")
_WEB = re.compile(r"(?:https?://|mailto:)[^/]", re.IGNORECASE)


class Labels(NamedTuple):
    """What is the same in all passages of a body: the words of small links, and the number of each source by its id."""

    permalink: str
    source: str
    numbers: Mapping[str, int]


class Line:
    """One passage's text and markup while its inline tokens are read."""

    def __init__(self, line: int, refused: list[tuple[str, int]], labels: Labels) -> None:
        self.line, self.refused, self.labels = line, refused, labels
        self.parts: list[str] = []
        self.key: list[str] = []
        self.length = 0
        self.markup: list[Markup] = []
        self.opaque: list[Span] = []
        self.links: list[tuple[int, int, Link]] = []
        self.open: list[tuple[int, Link] | None] = []
        self.citations: list[Citation] = []
        self.breaks = 0

    def say(self, text: str, *, in_id: bool = True) -> None:
        """Add text; ``in_id`` where it counts for the passage's id."""
        self.parts.append(text)
        self.length += len(text)
        if in_id:
            self.key.append(text)

    def tag(self, html: str, link: Link | None = None) -> None:
        """Add a tag where the text now ends."""
        self.markup.append(Markup(self.length, html, link))

    def take(self, tokens: Sequence[Token]) -> None:  # noqa: C901 - a table of what each kind of token does
        """Add inline tokens."""
        for token in tokens:
            match token.type:
                case "text" | "text_special":
                    self.say(token.content)
                case "softbreak":
                    self.say(" ")
                    self.breaks += 1
                case "hardbreak":
                    self.tag("<br>")
                    self.say("\n")
                    self.breaks += 1
                case "code_inline":
                    self.tag("<code>")
                    self.opaque.append((self.length, self.length + len(token.content)))
                    self.say(token.content)
                    self.tag("</code>")
                case "link_open":
                    self._open_link(token)
                case "link_close":
                    self._close_link()
                case "image":
                    self._image(token)
                case "footnote_ref":
                    self._footnote(token)
                case "citation":
                    self._cite(token.meta["sources"])
                case _:  # em and strong
                    self.tag(f"<{'/' if token.nesting < 0 else ''}{token.tag}>")

    def loose(self) -> Iterator[tuple[str, int]]:
        """What readers would see as it stands and nobody meant for them: names in double brackets, notes to oneself."""
        text = "".join(self.parts)
        if text.startswith(TODO):
            yield text, self.line
        for found in _NOTEBOOK.finditer(text) if "[[" in text else ():
            if not any(start <= found.start() < end for start, end in self.opaque):
                yield found[0], self.line

    def _open_link(self, token: Token) -> None:
        address = str(token.attrs["href"])
        link = _link(address, self.line)
        self.open.append((self.length, link) if link else None)
        if link is None:
            self.refused.append((address, self.line))
            return
        title = token.attrs.get("title")
        kind = ' class="external"' if link.kind == "web" else ""
        self.tag(f'<a href="{HERE}"{kind}' + (f' title="{escape(str(title))}">' if title else ">"), link)

    def _close_link(self) -> None:
        opened = self.open.pop()
        if opened:
            self.tag("</a>")
            self.links.append((opened[0], self.length, opened[1]))

    def _image(self, token: Token) -> None:
        address, alt = str(token.attrs["src"]), token.content
        link = _link(address, self.line)
        if link and link.kind in ("static", "attach", "filename"):
            self.tag(f'<img src="{HERE}" alt="{escape(alt)}" loading="lazy">', link)
            self.key.append(f" {alt or link.target} ")
            return
        self.refused.append((address, self.line))
        if link and link.kind == "web":  # no page asks another host for anything: the picture becomes a link to it
            self.tag(f'<a href="{HERE}" class="external">', link)
            self.say(alt or address)
            self.tag("</a>")
        else:
            self.say(alt)

    def _footnote(self, token: Token) -> None:
        number = token.meta["id"] + 1
        self.tag(f'<sup><a href="#fn-{number}" id="{note_name(token)}">')
        self.opaque.append((self.length, self.length + len(f"[{number}]")))
        self.say(f"[{number}]", in_id=False)
        self.tag("</a></sup>")

    def _cite(self, sources: Sequence[tuple[str, str]]) -> None:
        """A mark that leads to the sources of what stands before it; the text is as if there were none."""
        if self.parts and self.parts[-1].endswith(" "):
            self.parts[-1], self.length = self.parts[-1][:-1], self.length - 1
        for source, locator in sources:
            self.citations.append(Citation(self.length, source, locator, self.line + self.breaks))
        self.tag(marked(sources, self.labels.numbers, self.labels.source))

    def plain(self) -> str:
        """The HTML of a line that is no passage, a heading or a table's head: emphasis stays, links don't."""
        markup = tuple(item for item in self.markup if not item.link and item.html != "</a>")
        return weave(Passage("", "".join(self.parts), self.line, markup), (), lambda link: "")

    def passage(self, taken: set[str]) -> Passage:
        """The passage; its id is new among those ``taken``."""
        text = "".join(self.parts)
        name = free(passage_id("".join(self.key)), taken)
        opaque = sorted({*self.opaque, *_addresses(text)})
        # A table row's text ends inside its last cell, and its link belongs there too.
        ends = len(self.markup) - (bool(self.markup) and self.markup[-1].html == "</td>")
        self.markup.insert(ends, Markup(self.length, permalink(name, self.labels.permalink)))
        markup, links = tuple(self.markup), tuple(self.links)
        return Passage(name, text, self.line, markup, tuple(opaque), links, tuple(self.citations))


def _addresses(text: str) -> Iterator[Span]:
    """The spans of addresses; most texts have none, which these few marks tell sooner than the pattern does."""
    if "@" in text or "://" in text or "www." in text or "mailto:" in text:
        yield from (match.span() for match in _ADDRESS.finditer(text))


def passage_id(text: str) -> str:
    """The id of a passage: made of its own words alone, so that edits elsewhere leave it, and of no punctuation."""
    return f"p-{code(words(text))}"


def permalink(anchor: str, label: str) -> str:
    """The small link that a reader copies a passage's address from; empty, so that it adds nothing to the text."""
    return f'<a class="permalink" href="#{anchor}" aria-label="{label}"></a>'


def note_name(token: Token) -> str:
    """The id of the place in the text that refers to a footnote, which may be the second such place or a later one."""
    again = token.meta["subId"]
    return f"fnref-{token.meta['id'] + 1}" + (f"-{again + 1}" if again else "")


def _link(address: str, line: int) -> Link | None:
    """The link that an address means, or None where no page may link to it."""
    internal = _INTERNAL.fullmatch(address)
    if internal:
        target, _, fragment = internal[2].partition("#")
        return Link(internal[1], unquote(target), unquote(fragment), line)  # type: ignore[arg-type]
    if address.startswith("#") and len(address) > 1:
        return Link("fragment", "", unquote(address[1:]), line)
    if _WEB.match(address):
        return Link("web", address, "", line)
    return None
