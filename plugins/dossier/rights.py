"""What may leave the house: the same edition, with its clippings cut to excerpts.

The text of a clipping belongs to who published it. Of a cut article there is left its front matter, the beginning of its
text, and short contexts: one around a name of each actor, and the beginnings of statements. These parts take the place of
its prose, so whatever is made of the edition later, pages or data, has nothing else to show. Of one article no more leaves
than ``MOST`` characters and a third of its text, and no stretch of it is longer than ``LEAD``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast, get_args

from dossier.analysis import Analysis, Text
from dossier.edition import Edition
from dossier.errors import DossierError
from dossier.model import Article, Entry, Link, Markup, Mention, Passage, Place, Prose, Span, Statement
from dossier.text import shorten
from dossier.walk import CLIPPINGS, destination, named

Rights = Literal["excerpt", "full"]
SETTING, DEFAULT = "DOSSIER_RIGHTS", "excerpt"
# No law gives these numbers. They are what a search engine or an index of citations shows, not what replaces reading.
LEAD = 400  # characters of an article's beginning, of its summary, and of any stretch of its text
AROUND = 40  # characters on either side of a name
NAME = 80  # characters of a name
SAID = 160  # characters of a statement, in all of its spans
MOST, SHARE = 1500, 3  # characters of an article's text in all, and the part of it that this is at most: a third
GAP = " …"


def rights_of(value: object) -> Rights:
    """The setting ``DOSSIER_RIGHTS`` as given; raises DossierError where it is neither of the two."""
    if value not in get_args(Rights):
        raise DossierError(
            f"{SETTING} is {value!r}; it is either 'excerpt' (excerpts of clippings are handed out) or 'full' (all of them)"
        )
    return cast(Rights, value)


def notice(cut: int, whole: int, rights: Rights) -> str:
    """What became of an edition's clippings, so many ``cut`` and so many ``whole``; empty where there is nothing to say."""
    clippings = f"{cut or whole} clipping" + ("s" if (cut or whole) > 1 else "")
    if cut:
        return f'{clippings} cut to excerpts; {SETTING} = "full" in pelican.conf.py publishes them whole.'
    if rights == "excerpt" and whole:
        return f"{clippings} whole, for yourself; `dossier publish`, `dossier pack` and `dossier book` cut them to excerpts."
    return ""


def is_clipping(entry: Entry[Any]) -> bool:
    """Whether an entry is an article whose text belongs to somebody else."""
    return getattr(entry.head, "kind", "") == "clipping"


def whole(edition: Edition) -> int:
    """How many clippings an edition holds with all of their text, hidden ones too."""
    return sum(is_clipping(entry) and not entry.cut for entry in edition.files.values())


def cut(edition: Edition) -> int:
    """How many clippings an edition holds as excerpts, hidden ones too."""
    return sum(entry.cut for entry in edition.files.values())


def excerpts(edition: Edition) -> Edition:
    """The edition with every clipping cut, and without the files that clippings were made from.

    Who appears where, and how often, is counted in the whole texts. A link to a passage that is gone leads to its article,
    one to a file that is withheld is plain text.
    """
    clippings = [article for article in (*edition.articles, *edition.hidden) if is_clipping(article)]
    made = {a.path: _Excerpt(a, edition.prose(a), edition.mentions(a), edition.statements_of(a.slug)) for a in clippings}
    files = {path: made[path].article if path in made else entry for path, entry in edition.files.items()}
    shown = {one.article.slug: one.analysis._replace(weights=edition.weights[one.article.slug]) for one in made.values()}
    withheld = {named(a.head.clipping.path) for a in edition.in_order if a.head.clipping}
    texts = edition.texts.having({path: one.text for path, one in made.items()})
    linked = {path: _relinked(entry, texts[path].prose, files, texts, withheld) for path, entry in files.items() if entry.links}
    others = {path: texts[path]._replace(prose=prose) for path, prose in linked.items() if prose is not texts[path].prose}
    return Edition(
        lang=edition.lang,
        files={path: entry.saying(linked[path]) if path in others else entry for path, entry in files.items()},
        texts=texts.having(others),
        known=edition.known,
        analyses={**edition.analyses, **shown},
        proposed=edition.proposed,
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a passage's text that is published, and how far it moves to the right there."""

    start: int
    end: int
    shift: int


def _holds(part: _Part, place: Place) -> bool:
    return part.start <= place.start and place.end <= part.end


class _Quota:
    """Which spans of an article's passages are published, and how many characters more may be."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.texts = {passage.id: passage.text for passage in passages}
        self.spans: dict[str, list[Span]] = {}
        self.left = min(MOST, sum(map(len, self.texts.values())) // SHARE)
        self.reserved = 0

    def shows(self, passage: str, start: int, end: int) -> bool:
        """Whether a span is published."""
        return any(low <= start and end <= high for low, high in self.spans.get(passage, ()))

    def show(self, passage: str, span: Span, beside: int = 0) -> bool:
        """Publish a span, and ``beside`` it so many characters more; False where that is too much.

        It is too much in all, or together with what is published next to it.
        """
        text, spans = self.texts[passage], self.spans.get(passage, [])
        near = [other for other in spans if not text[min(span[1], other[1]) : max(span[0], other[0])].strip()]
        low, high = min(start for start, _ in [span, *near]), max(end for _, end in [span, *near])
        cost = high - low - sum(end - start for start, end in near) + beside
        if cost > self.left - self.reserved or high - low > LEAD or span[0] >= span[1]:
            return False
        self.left -= cost
        self.spans[passage] = sorted([(low, high), *(other for other in spans if other not in near)])
        return True


class _Excerpt:
    """An article with nothing of its text but excerpts, and its mentions and statements that these hold."""

    def __init__(self, article: Article, whole: Prose, mentions: Sequence[Mention], statements: Sequence[Statement]) -> None:
        passages = whole.passages
        quota = _Quota(passages)
        _show_beginning(passages, quota)
        lead = frozenset(quota.spans)
        quota.reserved = quota.left // 3  # for statements: an article that names many would leave them no room
        _show_names(mentions, quota)
        quota.reserved = 0
        heard = [(s, _show_said(s, quota)) for s in statements if s.status != "rejected"]
        _show_names(mentions, quota)
        self.parts = {name: _parts(quota.spans[name]) for name in quota.texts if name in quota.spans}
        kept = [_trimmed(passage, self.parts[passage.id]) for passage in passages if passage.id in self.parts]
        prose = Prose(_frame(kept, lead), tuple(kept), tuple(self.parts), (), cut=True)
        head = replace(article.head, summary=shorten(article.head.summary, LEAD) if article.head.summary else None)
        self.article: Article = replace(article, head=head).saying(prose)
        texts = {passage.id: passage.text for passage in kept}
        shown = tuple(self._mention(m, texts) for m in mentions if quota.shows(m.passage, m.start, m.end))
        self.text = Text.of(prose, shown)
        from dossier.statements.frames import framed  # noqa: PLC0415 - of use where a clipping is cut alone

        said = (self._statement(said, spans, texts) for said, spans in heard if spans)
        self.analysis = Analysis.of(self.article, self.text, framed(prose, said))

    def _part(self, passage: str, at: int) -> _Part:
        return next(part for part in self.parts[passage] if part.start <= at < part.end)

    def _mention(self, mention: Mention, texts: Mapping[str, str]) -> Mention:
        shift = self._part(mention.passage, mention.start).shift
        start, end = mention.start + shift, mention.end + shift
        return replace(mention, start=start, end=end, surface=texts[mention.passage][start:end])

    def _statement(self, statement: Statement, spans: Sequence[Place], texts: Mapping[str, str]) -> Statement:
        places = tuple(map(self._moved, spans))
        speaker = statement.speaker_span
        parts = self.parts.get(speaker.passage, ()) if speaker else ()
        return replace(
            statement,
            spans=places,
            words=tuple(texts[place.passage][place.start : place.end] for place in places),
            speaker_surface=shorten(statement.speaker_surface, NAME),
            speaker_span=self._moved(speaker) if speaker and any(_holds(part, speaker) for part in parts) else None,
        )

    def _moved(self, place: Place) -> Place:
        """Where a span stands that is published, the mark that it goes on included where its end is not."""
        part = self._part(place.passage, place.start)
        end = place.end if place.end <= part.end else part.end + len(GAP)
        return Place(place.passage, place.start + part.shift, end + part.shift)


def _show_beginning(passages: Sequence[Passage], quota: _Quota) -> None:
    """Publish the first sentences, for half of what may be published.

    Where one is too long and what stands before it is short, its beginning is published.
    """
    from dossier.statements.quotes import quotations, sentences  # noqa: PLC0415 - of use where a clipping is cut alone

    limit = left = min(LEAD, quota.left // 2)
    for passage in passages:
        for low, high in sentences(passage.text, quotations(passage.text)):
            if high - low > left or not quota.show(passage.id, (low, high)):
                if left > limit // 2:
                    quota.show(passage.id, _at_words(passage.text, (low, low), (low, min(high, low + left))))
                return
            left -= high - low


def _show_names(mentions: Iterable[Mention], quota: _Quota) -> None:
    """Publish of each actor one mention in its context, where the beginning has none."""
    named = {m.actor for m in mentions if quota.shows(m.passage, m.start, m.end)}
    for mention in mentions:
        span = (mention.start, mention.end)
        if mention.actor and mention.actor not in named and span[1] - span[0] <= NAME:
            text = quota.texts[mention.passage]
            around = _at_words(text, span, (max(0, span[0] - AROUND), min(len(text), span[1] + AROUND)))
            if quota.show(mention.passage, around):
                named.add(mention.actor)


def _show_said(statement: Statement, quota: _Quota) -> list[Place]:
    """Publish a statement, or its beginning where it is long; returns the spans that are, none where there is no room.

    A span of which only the beginning is published is as long as it was.
    """
    shown: list[Place] = []
    left, beside = SAID, min(NAME, len(statement.speaker_surface))
    for place in statement.spans:
        text, (passage, start, end) = quota.texts[place.passage], place
        span = (start, end) if end - start <= left else _at_words(text, (start, start), (start, start + left))
        if left < AROUND or not quota.show(passage, span, beside):
            break
        shown.append(place)
        left, beside = left - (span[1] - span[0]), 0
    return shown


def _at_words(text: str, core: Span, around: Span) -> Span:
    """The part of ``around`` that holds ``core`` and begins and ends with whole words."""
    (low, high), (first, last) = around, core
    while low < first and (text[low].isspace() or (low and not text[low - 1].isspace())):
        low += 1
    while high > last and (text[high - 1].isspace() or (high < len(text) and not text[high].isspace())):
        high -= 1
    return low, high


def _parts(spans: Sequence[Span]) -> tuple[_Part, ...]:
    """Where the published spans of a passage stand when only a mark is between them."""
    parts: list[_Part] = []
    for start, end in spans:
        before = parts[-1].end + parts[-1].shift + len(GAP) + 1 if parts else len(GAP) if start else 0
        parts.append(_Part(start, end, before - start))
    return tuple(parts)


def _trimmed(passage: Passage, parts: Sequence[_Part]) -> Passage:
    text = "".join(f"{GAP} {passage.text[part.start : part.end]}" for part in parts)
    text = text.removeprefix(f"{GAP} ") if not parts[0].start else text.lstrip()
    text = "".join(" " if char.isspace() else char for char in text) + (GAP if parts[-1].end < len(passage.text) else "")
    permalink = next(item.html for item in passage.markup if item.html.startswith('<a class="permalink"'))
    return Passage(passage.id, text, passage.line, (Markup(len(text), permalink),))


def _frame(passages: Sequence[Passage], lead: frozenset[str]) -> tuple[str, ...]:
    """Paragraphs for the beginning, and a list of the contexts after it."""
    frame, closing = [], ""
    for number, passage in enumerate(passages):
        if passage.id in lead:
            frame.append(f'{closing}<p id="{passage.id}">')
            closing = "</p>\n"
        else:
            opening = '<ul class="contexts">\n' if not number or passages[number - 1].id in lead else ""
            frame.append(f'{closing}{opening}<li id="{passage.id}">')
            closing = "</li>\n"
    return (*frame, closing + ("</ul>\n" if closing == "</li>\n" else ""))


def _relinked(
    entry: Entry[Any], prose: Prose, files: Mapping[str, Entry[Any]], texts: Mapping[str, Text], withheld: Iterable[str]
) -> Prose:
    """The prose of an entry, its links leading to what an edition of excerpts holds; the same where they do already."""

    def gone(link: Link) -> bool:
        path = destination(entry.path, link.target)
        return link.kind in ("static", "attach") and (path.startswith(CLIPPINGS) or path in withheld)

    def settled(link: Link) -> Link:
        path = destination(entry.path, link.target)
        aim = files.get(path) if link.kind == "filename" and link.fragment else None
        return replace(link, fragment="") if aim and aim.cut and link.fragment not in texts[path].prose.anchors else link

    passages = tuple(
        replace(
            passage,
            markup=tuple(_settled(passage.markup, gone, settled)),
            links=tuple(found for found in passage.links if not gone(found[2])),
        )
        for passage in prose.passages
    )
    return prose if passages == prose.passages else replace(prose, passages=passages)


def _settled(markup: Iterable[Markup], gone: Callable[[Link], bool], settled: Callable[[Link], Link]) -> Iterator[Markup]:
    """The markup of a passage with its links settled, and without those that are gone."""
    within = False
    for item in markup:
        if item.link and gone(item.link):
            within = within or item.html.startswith("<a")
        elif within and item.html == "</a>":
            within = False
        else:
            yield replace(item, link=settled(item.link)) if item.link else item
