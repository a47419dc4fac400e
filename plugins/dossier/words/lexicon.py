"""A file of words to its lists, and the lists of several files to one."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import partial
from itertools import chain
from typing import Any, NamedTuple, TypeVar, get_args

import yaml

from dossier.errors import ContentError, ContentErrors, DossierError
from dossier.words.articles import Candidates, Names, Offices, Places, Speech, States
from dossier.words.clippings import (
    Banners,
    Databases,
    Datelines,
    Dates,
    Digests,
    Endings,
    Heads,
    Issues,
    Labels,
    Mail,
    Monitoring,
    Pictures,
    Press,
    Stories,
    Text,
)
from dossier.words.shapes import Says, pairs

Value = TypeVar("Value")


class Lexicon(NamedTuple):
    """The words of one language, or of all of them."""

    names: Names = Names()
    candidates: Candidates = Candidates()
    states: States = States()
    offices: Offices = Offices()
    places: Places = Places()
    speech: Speech = Speech()
    text: Text = Text()
    dates: Dates = Dates()
    press: Press = Press()
    heads: Heads = Heads()
    datelines: Datelines = Datelines()
    labels: Labels = Labels()
    mail: Mail = Mail()
    banners: Banners = Banners()
    stories: Stories = Stories()
    pictures: Pictures = Pictures()
    endings: Endings = Endings()
    digests: Digests = Digests()
    issues: Issues = Issues()
    monitoring: Monitoring = Monitoring()
    databases: Databases = Databases()


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]  # written in C where that was built
    """YAML's structure alone: on, off and no are words here."""

    def resolve(self, *_: object) -> str:
        """No tag: nobody looks at it."""
        return ""


def read(path: str, data: bytes) -> Lexicon:
    """The lists of a file; raises ContentErrors with all that is wrong with it, by line."""
    try:
        node = yaml.compose(data, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, example = mark.line if mark else 0, '[one, another, "what holds a colon: or a sign of YAML"]'
        found = data.decode("utf-8", "replace").split("\n")[line : line + 1]
        problem = f"is not YAML: {error.problem}"
        raise ContentErrors([ContentError(path, line + 1, problem, "".join(found).strip(), example)]) from None
    except yaml.YAMLError as error:
        raise ContentErrors([ContentError(path, 1, f"is not YAML in UTF-8: {error}")]) from None
    errors: list[ContentError] = []

    def says(name: str, place: yaml.Node, problem: str, example: str) -> None:
        errors.append(ContentError(path, place.start_mark.line + 1, f"{name} {problem}", example=example))

    lexicon = _read(Lexicon, node, partial(says, "the file"), says) if node else Lexicon()
    if errors:
        raise ContentErrors(errors)
    return lexicon


def _read(kind: type[Value], node: yaml.Node, here: Says, says: Callable[[str, yaml.Node, str, str], None]) -> Value:
    """A named tuple of lists, or of such tuples again."""
    known = kind.__annotations__
    values: dict[str, Any] = {}
    for name, place, value in pairs(node, here, f"{next(iter(known))}: …"):
        if name not in known:
            near = get_close_matches(name, known, 1, 0.5)
            hint = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(known)}"
            here(place, f"has the unknown key `{name}`; {hint}", "")
        elif isinstance(known[name], type):
            values[name] = _read(known[name], value, partial(says, f"`{name}`"), says)
        else:
            values[name] = get_args(known[name])[1](value, partial(says, f"`{name}`"))
    return kind(**values)


def together(lexicons: Sequence[Lexicon]) -> Lexicon:
    """The lists of several files as one each, in the files' order; raises DossierError where one word stands for two things."""
    lexicon: Lexicon = _together(lexicons)
    return lexicon


def _together(values: Sequence[Any]) -> Any:
    first = values[0]
    if hasattr(first, "_fields"):
        return first._make(map(_together, zip(*values, strict=True)))
    if isinstance(first, frozenset):
        return first.union(*values)
    if isinstance(first, tuple):
        return tuple(dict.fromkeys(chain.from_iterable(values)))
    keys = dict.fromkeys(chain.from_iterable(values))
    return {key: _agreed(key, [value[key] for value in values if key in value]) for key in keys}


def _agreed(key: object, values: Sequence[Any]) -> Any:
    """What several files have under a key: their lists as one, or the one thing that a word stands for in all of them."""
    if not isinstance(values[0], str):
        return _together(values)
    if len(set(values)) > 1:
        raise DossierError(f"`{key}` stands under {' and '.join(sorted(set(values)))} in the files of words: under one of them")
    return values[0]
