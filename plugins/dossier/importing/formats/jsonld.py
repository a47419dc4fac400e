"""What a web page states of its story as JSON-LD, in the words of schema.org."""

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from lxml import html

from dossier.importing.formats.blocks import MARKUP, blocks_of

_ARTICLES = re.compile(r"(?:\w*Article|BlogPosting|Report|PressRelease|WebPage|\w*Posting)$")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)


def stories(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """A page's JSON-LD objects that describe an article, the most exact kinds first."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        found.extend(_objects(value))
    by_id = {str(record["@id"]): record for record in found if record.get("@id") and record.get("name")}
    found = [{key: _referred(value, by_id) for key, value in record.items()} for record in found]
    kinds = [(record, record.get("@type")) for record in found]
    named = [(record, kind[-1] if isinstance(kind, list) and kind else kind) for record, kind in kinds]
    chosen = [(record, kind) for record, kind in named if isinstance(kind, str) and _ARTICLES.search(kind)]
    yield from (record for record, kind in sorted(chosen, key=lambda pair: pair[1] == "WebPage"))


def _referred(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    """A value, or what it refers to by its ``@id`` elsewhere on the page."""
    if isinstance(value, list):
        return [_referred(part, by_id) for part in value]
    if isinstance(value, dict) and "name" not in value:
        return by_id.get(str(value.get("@id")), value)
    return value


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for part in value:
            yield from _objects(part, depth)
    elif isinstance(value, dict) and depth < 4:
        yield value
        yield from _objects(value.get("@graph", []), depth + 1)


def article_body(told: Sequence[dict[str, Any]]) -> str:
    """The text of the story that the records give, a line for each of its paragraphs; nothing where they give none, or two."""
    texts = {decoded(str(record["articleBody"])) for record in told if isinstance(record.get("articleBody"), str)} - {""}
    text = texts.pop() if len(texts) == 1 else ""  # of two, one is another story's
    return "\n".join(block.text for block in blocks_of(text)) if MARKUP.search(text) else text


def length(told: Sequence[dict[str, Any]]) -> int:
    """How many words the story has, as the records count them; 0 where they don't."""
    counts = (re.sub(r"[^\d]", "", str(record.get("wordCount") or "")) for record in told)
    return max((int(count) for count in counts if 0 < len(count) < 7), default=0)


def decoded(text: str) -> str:
    """A text in which entities of HTML, written once too often, are the characters that they stand for."""
    once = _ENTITY.sub(lambda match: unescape(match[0]), text)
    return _ENTITY.sub(lambda match: unescape(match[0]), once)  # &amp;#8217;


def every_name(value: Any) -> Iterator[str]:
    """Every name in JSON-LD's value for one property."""
    for part in value if isinstance(value, list) else [value]:
        name = name_of(part)
        if name:
            yield name


def name_of(value: Any) -> str:
    """A name in JSON-LD: a text, an object that has one, or the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or ""
    text = " ".join(decoded(value).split()) if isinstance(value, str) else ""
    return "" if text.startswith("http") else text
