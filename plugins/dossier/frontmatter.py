"""Front matter: from a file's text to validated values, with the line of everything that is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar, get_args, get_type_hints

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from dossier.errors import ContentError
from dossier.hints import ALSO, EXAMPLES, OF_SCHEMA, of_language, unparsed
from dossier.model import WHOLE, ActorHead, ArticleHead, Decision, DossierHead, FrontMatter, PageHead, TopicHead
from dossier.splice.nodes import NOTHING, Loader

Head = TypeVar("Head", ArticleHead, ActorHead, TopicHead, PageHead, DossierHead, Decision)

FENCE = "---"
UNKNOWN = "unexpected_keyword_argument"  # what pydantic calls a key that is none


@dataclass(frozen=True)
class Schema(Generic[Head]):
    """What the front matter of one kind of file may hold."""

    noun: str
    head: type[Head]

    @cached_property
    def adapter(self) -> TypeAdapter[Head]:
        """What validates it; made when it is asked for, for it takes some milliseconds, and most builds need one of them."""
        return TypeAdapter(self.head)


SCHEMAS: Mapping[str, Schema[Any]] = {  # by the folders that the files are in
    "articles": Schema("article", ArticleHead),
    "actors": Schema("actor", ActorHead),
    "topics": Schema("topic", TopicHead),
    "pages": Schema("page", PageHead),
    WHOLE: Schema("dossier", DossierHead),
}
LEDGER = Schema("entry", Decision)


class Document(NamedTuple):
    """A file's text taken apart; ``body_line`` is the line of the file that the body starts on.

    What is missing is told at the line ``top``.
    """

    mapping: dict[str, Any]
    lines: dict[str, int]
    body: str
    body_line: int
    top: int = 2


def decode(path: str, data: bytes) -> str:
    """The file's text; raises ContentError where it is empty or not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(
            path, line, f"is not UTF-8: byte 0x{data[error.start]:02x}", example="save the file as UTF-8"
        ) from None
    if not text.strip():
        raise ContentError(path, 1, "is empty", example="front matter between two lines ---, then the text")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split(path: str, text: str) -> Document:
    """Separate front matter and body; raises ContentError where the front matter never starts, ends or parses."""
    head, *rest = text.split("\n")
    if head.rstrip() != FENCE:
        raise ContentError(path, 1, "has no front matter", head[:80], f"{FENCE} as the first line")
    end = next((place for place, line in enumerate(rest) if line.rstrip() == FENCE), None)
    if end is None:
        raise ContentError(path, 1, "front matter never ends", example=f"a line {FENCE} after the last key")
    mapping, lines = _compose(path, "\n".join(rest[:end]))
    return Document(mapping, lines, "\n".join(rest[end + 1 :]), end + 3)


def whole(path: str, text: str) -> Document:
    """A file that is YAML alone as front matter without a body; raises ContentError where it does not parse."""
    mapping, lines = _compose(path, text, "the file", 1)
    return Document(mapping, lines, "", 1, 1)


def validate(schema: Schema[Head], path: str, document: Document) -> Head | list[ContentError]:
    """The front matter as a value of the schema's class, or everything that is wrong with it."""
    unfiled = list(_unfiled(schema, path, document))
    try:
        head = schema.adapter.validate_python(document.mapping)
    except ValidationError as failure:
        details = failure.errors(include_url=False)
        meant = {_meant(schema, detail) for detail in details if detail["type"] == UNKNOWN} - {""}
        told = [detail for detail in details if detail["type"] != "missing" or str(detail["loc"][-1]) not in meant]
        return ([] if "topics" in meant else unfiled) + [_explain(schema, path, document, detail) for detail in told]
    return unfiled or head


def _meant(schema: Schema[Any], detail: ErrorDetails) -> str:
    """The key that an unknown one may stand for; empty where none is near."""
    place = _place(detail)
    key, known = str(place[-1]), _known_keys(schema, place)
    also = (one for one in known if key.lower() in ALSO.get(one, ()))
    return next(also, "") or next(iter(get_close_matches(key, known, 1, 0.6)), "")


def _place(detail: ErrorDetails) -> list[str | int]:
    return [part for part in detail["loc"] if isinstance(part, int) or not part.startswith("function-")]


def _unfiled(schema: Schema[Head], path: str, document: Document) -> Iterator[ContentError]:
    """An article without topics is an error, unless it is a draft, which the compiler has yet to file."""
    topics = document.mapping.get("topics", [])
    if schema.head is ArticleHead and topics == [] and document.mapping.get("status") != "draft":
        problem = (
            "`topics` names none; one at least is needed" if "topics" in document.mapping else "the article has no `topics`"
        )
        yield ContentError(path, document.lines.get("topics", 2), problem, example=EXAMPLES["topics"])


def entries(path: str, text: str) -> dict[str, Document]:
    """The entries of a file of YAML alone, each as front matter by its key, its first line as ``top``.

    Raises ContentError where the text does not parse, or an entry has no keys.
    """
    mapping, lines = _compose(path, text, "the file", 1)
    within: dict[str, dict[str, int]] = {}
    key = ""
    for name, at in lines.items():  # in the order of the file, a key before what stands within it
        if within and name.startswith(f"{key}."):
            within[key][name.removeprefix(f"{key}.")] = at
        else:
            key = name
            within[key] = {}
    found: dict[str, Document] = {}
    for key, value in mapping.items():
        line = lines[key]
        if not isinstance(value, dict):
            raise ContentError(path, line, f"`{key}` holds no keys and values", example=f"{key}: {{status: confirmed, …}}")
        found[key] = Document(value, within.get(key, {}), "", line, line)
    return found


def _compose(path: str, source: str, noun: str = "front matter", first: int = 2) -> tuple[dict[str, Any], dict[str, int]]:
    """YAML to plain values: every scalar is text or None, for a date or a `no` is what the schema says it is.

    The source is that of the ``noun``, and begins in the line ``first`` of the file.
    """
    example = (
        'title: "What holds a colon: or another mark"' if first > 1 else 'words: ["what holds a colon: or a quotation mark"]'
    )
    try:
        node = yaml.compose(source, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first if mark else 1
        text = source.split("\n")[mark.line].strip() if mark and mark.line < source.count("\n") + 1 else ""
        problem, right, begun = unparsed(source, error)
        line, text = (begun + first, source.split("\n")[begun].strip()) if begun is not None else (line, text)
        raise ContentError(path, line, f"{noun} {problem}", text, right or example) from None
    except yaml.YAMLError as error:
        raise ContentError(path, 1, f"{noun} is not YAML: {error}") from None
    if node is None:
        return {}, {}
    if not isinstance(node, yaml.MappingNode):
        raise ContentError(path, first, f"{noun} is not a list of `key: value` lines", example=EXAMPLES["title"])
    lines: dict[str, int] = {}
    try:
        mapping: dict[str, Any] = _plain(node, "", lines, path, first)
    except RecursionError:
        raise ContentError(
            path, first, f"{noun} holds itself, by an alias within what it names, or is nested too deeply"
        ) from None
    return mapping, lines


def _plain(node: yaml.Node, at: str, lines: dict[str, int], path: str, first: int) -> Any:
    """A YAML node as text, list and dict, the line of each noted in ``lines``; a key given twice is an error."""
    if at:
        lines[at] = node.start_mark.line + first
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, f"{at}.{place}", lines, path, first) for place, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + first
            if key in values:
                raise ContentError(path, line, f"`{key}` is given twice", example="one of the two, or a list")
            inner = f"{at}.{key}" if at else key
            values[key] = _plain(value_node, inner, lines, path, first)
            lines[inner] = line
        return values
    return None if node.value in NOTHING and not getattr(node, "style", None) else node.value


def _known_keys(schema: Schema[Head], place: list[str | int]) -> list[str]:
    """The keys that may stand where ``place`` ends: the schema's own, or those of the part that it leads into."""
    owner: type[FrontMatter] = schema.head
    for key in (part for part in place[:-1] if isinstance(part, str)):
        owner = next(_parts_in(get_type_hints(owner)[key]), owner)
    return [name.rstrip("_") for name in owner.__dataclass_fields__]


def _parts_in(kind: Any) -> Iterator[type[FrontMatter]]:
    """The parts of front matter that a type is made of: a list of them, or one that may be absent."""
    if isinstance(kind, type) and issubclass(kind, FrontMatter):
        yield kind
    for inner in get_args(kind):
        yield from _parts_in(inner)


def _explain(schema: Schema[Head], path: str, document: Document, detail: ErrorDetails) -> ContentError:
    """One of pydantic's problems in the words of somebody who edits the file."""
    place = _place(detail)
    dotted, key = ".".join(map(str, place)), str(next((p for p in reversed(place) if isinstance(p, str)), ""))
    line = next((document.lines[at] for at in _upwards(dotted) if at in document.lines), document.top)
    found, right = _found(detail["input"]), example(schema.noun, key)
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        owner = f"the {schema.noun}" if len(place) == 1 else f"`{'.'.join(map(str, place[:-1]))}`"
        return ContentError(path, line, f"{owner} has no `{key}`", example=right)
    if kind == UNKNOWN:
        near = _meant(schema, detail)
        hint = f"did you mean `{near}`?" if near else f"known here: {', '.join(_known_keys(schema, place))}"
        return ContentError(path, line, f"unknown key `{key}`; {hint}", example=example(schema.noun, near))
    if kind == "value_error":
        problem = str(context["error"])
        right = of_language(found) or right if key == "lang" else right
    elif kind == "literal_error":
        problem = f"must be one of {context['expected']}"
    elif detail["input"] is None:
        problem = "is empty"
    else:
        problem = _WANTED.get(kind, detail["msg"].lower())
    return ContentError(path, line, f"`{key}` {problem}", found, right)


_WANTED = {
    "tuple_type": "must be a list",
    "string_type": "must be text",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "dataclass_type": "must hold keys and values",
}


def example(noun: str, key: str) -> str:
    """What would be right for a key in one kind of file; empty where nothing shows it."""
    return OF_SCHEMA.get(noun, {}).get(key) or EXAMPLES.get(key, "")


def required(head: type[FrontMatter], name: str) -> bool:
    """Whether a key has to be there. Topics have, but in drafts."""
    part = head.__dataclass_fields__[name]
    return (part.default is MISSING and part.default_factory is MISSING) or (head is ArticleHead and name == "topics")


def parts_of(head: type[FrontMatter], name: str) -> type[FrontMatter] | None:
    """The keys that a key holds, where it holds some."""
    return next(_parts_in(get_type_hints(head)[name]), None)


def _upwards(dotted: str) -> Iterator[str]:
    while dotted:
        yield dotted
        dotted = dotted.rpartition(".")[0]


def _found(value: object) -> str:
    return value[:80] if isinstance(value, str) else ""
