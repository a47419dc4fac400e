"""A body's frame and passages, from the parser's block tokens."""

from collections.abc import Callable, Sequence
from html import escape

from markdown_it.token import Token

from dossier.language import Language
from dossier.model import Passage, Prose
from dossier.prose.inline import Labels, Line, note_name
from dossier.text import free, slug


class Builder:
    """The document while its block tokens are read."""

    def __init__(self, first_line: int, words: Language, sources: Sequence[str]) -> None:
        self.first_line, self.words = first_line, words
        numbers = {source: number for number, source in enumerate(sources, 1)}
        self.labels = Labels(words.gettext("Link to this passage"), words.gettext("Source"), numbers)
        self.html: list[str] = []
        self.frame: list[str] = []
        self.passages: list[Passage] = []
        self.anchors: set[str] = set()
        self.refused: list[tuple[str, int]] = []
        self.row: Line | None = None

    def read(self, tokens: Sequence[Token]) -> Prose:  # noqa: C901 - a table of what each kind of token does
        """The body that all of a document's block tokens make."""
        # The article's title is the page's only first-level heading.
        deeper = any(token.tag == "h1" for token in tokens)
        in_rows, before = False, ""
        for token in tokens:
            match token.type:
                case "inline":
                    self._inline(token, before)
                case "heading_open" | "heading_close":
                    level = min(6, int(token.tag[1]) + deeper)
                    self.html.append(f"<h{level}" if token.nesting > 0 else f"</h{level}>\n")
                case "paragraph_open":
                    pass  # `slot` writes the start tag, with the id
                case "paragraph_close":
                    self.html.append("</p>\n")
                case "tbody_open" | "tbody_close":
                    in_rows = token.nesting > 0
                    self.html.append(_tag(token))
                case "tr_open" if in_rows:
                    self.row = Line(self._line(token), self.refused, self.labels)
                case "tr_close" if self.row:
                    self._slot(self.row, "<tr", "</tr>\n")
                    self.row = None
                case "td_open" | "td_close" if self.row:
                    self._cell(self.row, token)
                case "fence" | "code_block":
                    self._code(token)
                case _:  # lists, quotations, rules, footnotes, and what is around a table's rows
                    self.html.append(_FOOTNOTES[token.type](token, self.words) if token.type in _FOOTNOTES else _tag(token))
            before = token.type
        frame = (*self.frame, "".join(self.html))
        return Prose(frame, tuple(self.passages), tuple(sorted(self.anchors)), tuple(self.refused))

    def _line(self, token: Token) -> int:
        return self.first_line + (token.map[0] if token.map else 0)

    def _slot(self, line: Line, start: str, end: str) -> None:
        """Leave a place for a passage between two parts of the frame; ``start`` is the unclosed tag that takes its id."""
        passage = line.passage(self.anchors)
        self.passages.append(passage)
        self.frame.append("".join(self.html) + f'{start} id="{passage.id}">')
        self.html = [end]

    def _inline(self, token: Token, before: str) -> None:
        if self.row:
            self.row.take(token.children or [])
            return
        line = Line(self._line(token), self.refused, self.labels)
        line.take(token.children or [])
        self.refused += line.loose()
        if before == "paragraph_open":
            self._slot(line, "<p", "")
        elif before == "heading_open":
            name = free("s-" + (slug("".join(line.parts)) or "section"), self.anchors)
            self.html.append(f' id="{name}">{line.plain()}')
        else:
            self.html.append(line.plain())

    def _cell(self, row: Line, token: Token) -> None:
        if token.nesting > 0 and row.length:
            row.say("\t")
        row.tag(_tag(token))

    def _code(self, token: Token) -> None:
        line = Line(self._line(token), self.refused, self.labels)
        line.say(token.content)
        line.opaque.append((0, line.length))
        self._slot(line, "<pre", "</pre>\n")


def _tag(token: Token) -> str:
    if token.nesting < 0:
        return f"</{token.tag}>\n" if token.tag not in ("td", "th") else f"</{token.tag}>"
    attributes = "".join(f' {key}="{escape(str(value))}"' for key, value in token.attrs.items() if key != "style")
    if "style" in token.attrs:  # a style attribute is all that the parser gives a table's cells, and no policy lets it through
        attributes += f' class="{str(token.attrs["style"]).replace("text-align:", "align-")}"'
    return f"<{token.tag}{attributes}>"


def _notes(_: Token, words: Language) -> str:
    label = words.gettext("Notes")
    return f'<section class="footnotes" aria-label="{label}">\n<ol>\n'


def _note_anchor(token: Token, words: Language) -> str:
    label = words.gettext("Back to the text")
    return f'<a class="backref" href="#{note_name(token)}" aria-label="{label}"></a>'


_FOOTNOTES: dict[str, Callable[[Token, Language], str]] = {
    "footnote_block_open": _notes,
    "footnote_block_close": lambda token, words: "</ol>\n</section>\n",
    "footnote_open": lambda token, words: f'<li id="fn-{token.meta["id"] + 1}">',
    "footnote_close": lambda token, words: "</li>\n",
    "footnote_anchor": _note_anchor,
}
