from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.errors import ContentError
from dossier.splice import Name, spliced, values

ACTOR = """\
---
# who it is
name: Anna Kowal   # as she signs
kind: person

aliases:
  - Kowal          # mostly
  # those of the harbour say
  - {text: "the Pilot", exact: true}
roles:
  - title: Harbour master
    of: poland
    from: 2004-03-09
  - {title: Mayor, of: gdynia, to: 2010}
of: poland
stance:
- from: 2007
  text: >-
    Against the pier,
    and for the quay.
  cite: [2008-06-25-x]
---

# Not a key
name: text
"""


def change(text: str, key: str, value: Any, path: str = "actors/x.md") -> str:
    return spliced(path, text.encode(), {key: value}).decode()


@pytest.mark.parametrize(
    ("key", "value", "old", "new"),
    [
        ("name", "Anna Kowalska", "name: Anna Kowal  ", "name: Anna Kowalska  "),
        ("roles.0.of", "united-states", "    of: poland\n", "    of: united-states\n"),
        ("roles.1.of", "poland", "of: gdynia", "of: poland"),
        ("roles.0.from", "2005-01-01", "2004-03-09", "2005-01-01"),
        ("roles.0.from", None, "    from: 2004-03-09\n", ""),
        ("roles.0.title", None, "title: Harbour master\n    of", "of"),
        ("roles.1.to", None, "of: gdynia, to: 2010", "of: gdynia"),
        ("roles.1.note", "as told", "to: 2010}", "to: 2010, note: as told}"),
        ("roles.2", {"title": "Pilot", "of": "gdynia"}, "to: 2010}\n", "to: 2010}\n  - {title: Pilot, of: gdynia}\n"),
        ("aliases.0", "A. Kowal", "- Kowal  ", "- A. Kowal  "),
        ("aliases.0", None, "  - Kowal          # mostly\n", ""),
        ("aliases.2", "No. 1: she", "exact: true}\n", 'exact: true}\n  - "No. 1: she"\n'),
        ("stance.0.text", "For it.", ">-\n    Against the pier,\n    and for the quay.", "For it."),
        ("stance.0.cite.1", "s-abc", "[2008-06-25-x]", "[2008-06-25-x, s-abc]"),
        ("stance.0.cite.0", None, "[2008-06-25-x]", "[]"),
        ("stance.0.to", "2008", "[2008-06-25-x]\n", "[2008-06-25-x]\n  to: 2008\n"),
        ("formerly", ["kowal"], "x]\n---", "x]\nformerly: [kowal]\n---"),
        ("member_of", "true", "x]\n---", 'x]\nmember_of: "true"\n---'),
        ("of", Name("part_of"), "\nof: poland", "\npart_of: poland"),
    ],
)
def test_one_key_changes_and_nothing_else_moves(key: str, value: Any, old: str, new: str) -> None:
    assert ACTOR.count(old) == 1
    assert change(ACTOR, key, value) == ACTOR.replace(old, new)


def test_what_stands_there_already_is_left_as_it_was_written() -> None:
    assert change(ACTOR, "stance.0.text", "Against the pier, and for the quay.") == ACTOR
    assert change(ACTOR, "aliases.1", {"text": "the Pilot", "exact": "true"}) == ACTOR


def test_line_ends_and_the_mark_at_the_beginning_stay() -> None:
    windows = "\ufeff" + ACTOR.replace("\n", "\r\n")
    after = change(windows, "formerly", ["kowal"])
    assert after == windows.replace("x]\r\n---", "x]\r\nformerly: [kowal]\r\n---")
    assert change(after, "formerly", None) == windows


def test_an_empty_key_and_an_empty_file_take_a_value() -> None:
    assert change("---\ntopics:  # none yet\n---\n", "topics", ["a", "b"]) == "---\ntopics: [a, b]  # none yet\n---\n"
    assert change("---\n---\n", "topics", ["a"]) == "---\ntopics: [a]\n---\n"
    assert change("# Nothing yet", "a", "b", "x.yml") == "# Nothing yet\na: b\n"


def test_the_last_key_of_a_part_leaves_an_empty_one() -> None:
    assert change("a:\n  b: c\nd: e\n", "a.b", None, "x.yml") == "a: {}\nd: e\n"
    assert change("a:\n- b\n", "a.0", None, "x.yml") == "a: []\n"


def test_several_keys_change_at_once() -> None:
    both = {"roles.0.of": "gdynia", "aliases.0": None, "of": "gdynia"}
    expected = ACTOR.replace("of: poland", "of: gdynia").replace("  - Kowal          # mostly\n", "")
    assert spliced("actors/x.md", ACTOR.encode(), both).decode() == expected


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("a: &x b\nc: *x\n", "a", "d"),
        ("a: b\na: c\n", "a", "d"),
        ("a:\n  - b  # why\n  - c\n", "a", ["d"]),
        ("a: [\n", "a", "d"),
        ("a: b\n", "c.d", "e"),
        ("a: b\n", "c", None),
        ("a: [b]\n", "a.3", "c"),
        ("- a\n", "x", "b"),
        ("a: |+\n  text\n\n", "b", "c"),
    ],
)
def test_what_cannot_be_changed_by_position_is_left_for_a_hand(text: str, key: str, value: Any) -> None:
    with pytest.raises(ContentError, match=r"cannot be changed[^\0]*edit it by hand"):
        change(text, key, value, "x.yml")


SCALARS = st.one_of(
    st.sampled_from(
        ["2008-06-25", "2008", "no", "~", "null", "1e3", "a: b", "a #b", "- a", "x]", "{y", "☃ 𝒜", "‘it’s’", '"q"', ""]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12),
)
KEYS = st.text("abcdefgh", min_size=1, max_size=3)
TREES = st.recursive(
    SCALARS, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(KEYS, inside, max_size=3), max_leaves=8
)
MAPPINGS = st.dictionaries(KEYS, TREES, min_size=1, max_size=4)
REMARKS = st.sampled_from(["", "  # why", "   "])


@st.composite
def written(draw: st.DrawFn) -> str:
    """A YAML text in a mixture of styles, with comments and empty lines."""

    def scalar(text: str) -> str:
        return (
            draw(st.sampled_from([f'"{escaped(text)}"', text])) if text.isalnum() and text.isascii() else f'"{escaped(text)}"'
        )

    def flow(value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
        return "[" + ", ".join(map(flow, value)) + "]" if isinstance(value, list) else scalar(value)

    def block(value: Any, column: int) -> list[str]:
        heads = (
            [(f"{key}:", item) for key, item in value.items()] if isinstance(value, dict) else [("-", item) for item in value]
        )
        lines = []
        for head, item in heads:
            lines += draw(st.sampled_from([[], ["# a remark"], [""]]))
            if isinstance(item, str) or not item or draw(st.booleans()):
                lines.append(f"{head} {flow(item)}{draw(REMARKS)}")
            else:
                lines += [head + draw(REMARKS), *(f"  {line}" for line in block(item, column + 2))]
        return lines

    text = "\n".join(block(draw(MAPPINGS), 0)) + draw(st.sampled_from(["", "\n", "\n# the end\n"]))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def escaped(text: str) -> str:
    return "".join(c if c.isalnum() or c in " .,:#-[]{}'" else f"\\U{ord(c):08x}" for c in text)


def places(value: Any, at: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, item in items for place in ((*at, str(key)), *places(item, (*at, str(key))))]


def get(value: Any, place: tuple[str, ...]) -> Any:
    for name in place:
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


@settings(max_examples=400, deadline=None)
@given(written(), st.data())
def test_a_splice_changes_one_key_and_no_other_byte(text: str, data: st.DataObject) -> None:
    held = values("x.yml", text.encode())
    place = data.draw(st.sampled_from(places(held)))
    new = data.draw(TREES)
    try:
        after = spliced("x.yml", text.encode(), {place: new})
    except ContentError as error:
        assert "edit it by hand" in str(error)  # noqa: PT017 - either it changes that key alone, or it says that it cannot
        return
    found = values("x.yml", after)
    assert get(found, place) == new
    assert [one for one in places(found) if one[: len(place)] != place] == [
        one for one in places(held) if one[: len(place)] != place
    ]
    others = [one for one in places(held) if one[: len(place)] != place and one != place[: len(one)]]
    assert [get(found, one) for one in others] == [get(held, one) for one in others]
    assert spliced("x.yml", after, {place: new}) == after


@settings(max_examples=300, deadline=None)
@given(written(), SCALARS, SCALARS, st.data())
def test_what_is_written_back_gives_the_same_bytes(text: str, one: str, other: str, data: st.DataObject) -> None:
    held = values("x.yml", text.encode())
    place = data.draw(
        st.sampled_from([place for place in places(held) if isinstance(get(held, place), str | None)] or [("new",)])
    )
    first = spliced("x.yml", spliced("x.yml", text.encode(), {place: "another one"}), {place: one})
    second = spliced("x.yml", first, {place: other})
    assert spliced("x.yml", second, {place: one}) == first


@settings(max_examples=300, deadline=None)
@given(written(), TREES, st.data())
def test_a_key_that_is_added_and_taken_out_again_leaves_no_trace(text: str, new: Any, data: st.DataObject) -> None:
    held = values("x.yml", text.encode())
    parts = [(), *(place for place in places(held) if isinstance(get(held, place), list | dict))]
    part = data.draw(st.sampled_from(parts))
    inside = get(held, part)
    place = (*part, str(len(inside)) if isinstance(inside, list) else "zz")
    try:
        after = spliced("x.yml", text.encode(), {place: new})
    except ContentError:
        return
    assert spliced("x.yml", after, {place: None}).decode() == text
