import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from dossier.text import fold, shorten, slug, sort_key, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Topolánek", "Topolanek"),
        ("Jarosław Kaczyński", "Jaroslaw Kaczynski"),
        ("Băsescu", "Basescu"),
        ("O’Neil", "O'Neil"),
        ("NATO–Russia", "NATO-Russia"),
        ("Лёв", "Лев"),
        ("two\nwords", "two words"),
        ("Ла́вров", "Лавров"),
    ],
)
def test_spellings_that_a_reader_takes_for_one_fold_to_one(one: str, other: str) -> None:
    assert fold(one)[0] == fold(other)[0]


def test_case_stays() -> None:
    assert fold("Rice")[0] != fold("rice")[0]


@given(st.text())
def test_each_folded_character_knows_where_it_came_from(text: str) -> None:
    folded, offsets = fold(text)
    places = list(range(len(text)) if offsets is None else offsets)
    assert len(places) == len(folded)
    assert places == sorted(set(places))
    assert all(0 <= place < len(text) for place in places)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)[0]
    assert fold(once)[0] == once


def test_slugs_are_ascii_whatever_the_script() -> None:
    assert slug("Václav Klaus") == "vaclav-klaus"
    assert slug("Лавров о тарче").isascii()


@given(st.text(alphabet="ab09-_ .é"))
def test_what_is_a_slug_already_stays_and_all_else_becomes_one(text: str) -> None:
    assert slug(text) == slugify(text)


@given(st.text(alphabet=st.characters(codec="ascii")) | st.text())
def test_words_are_a_texts_letters_and_digits_in_lower_case(text: str) -> None:
    assert words(text) == " ".join(re.findall(r"\w+", fold(text)[0].casefold()))


def test_names_sort_without_their_diacritics() -> None:
    assert sorted(["Zeman", "Čunek", "Dienstbier", "abel"], key=sort_key) == ["abel", "Čunek", "Dienstbier", "Zeman"]


@given(st.text(), st.integers(1, 50))
def test_a_shortened_text_is_marked_as_cut(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert short == text if len(text) <= limit else short.endswith("…")
