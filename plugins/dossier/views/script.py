"""What the scripts say, as a script: from disk nothing can be asked for, but a script can be added."""

from collections.abc import Mapping
from typing import Any

from dossier.language import Language, language


def script_words(lang: str) -> Mapping[str, Any]:
    """The words of every script in one language: a text, the texts of each plural category, or a list."""
    words = language(lang)
    _ = words.gettext
    return {
        **_of_search(words),
        "lang": words.code,
        "copied": _("Copied"),
        "select": _("Select it and copy"),
        "statements": _("Statements shown: %(shown)s of %(all)s"),
        "quote": _("Copy as a quotation"),
        "quoted": _("“%(words)s”"),
        "reportedBy": _("Reported by: %(sources)s"),
        "keys": _("Keys"),
        "close": _("Close"),
        "shortcuts": [
            ["/", _("Search, from any page")],
            ["↑ ↓", _("From one result of the search to the next")],
            ["Esc", _("Close what is open")],
            ["?", _("Show these keys")],
        ],
        "none": _("None. Another year may have some."),
        "nothing": _("None."),
        "silent": _("no statement"),
        "yearHead": _("Year"),
        "events": _("Events shown: %(shown)s of %(all)s"),
        "actors": _("Actors shown: %(shown)s of %(all)s"),
        "nobody": _("None. Other words may find some."),
        "shown": _("Shown: %(shown)s of %(all)s"),
        "kinds": {kind: _(kind) for kind in ("brief", "clipping", "actor", "topic", "page")},
    }


def _of_search(words: Language) -> Mapping[str, Any]:
    """The words of the search, and what is wrong with a query."""
    _ = words.gettext
    return {
        "search": _("Search"),
        "all": _("all"),
        "passages": words.forms("%(num)s passage", "%(num)s passages"),
        "pages": words.forms("%(num)s page", "%(num)s pages"),
        "morePassages": words.forms("%(num)s more passage", "%(num)s more passages"),
        "passagesHead": _("Passages"),
        "pagesHead": _("Pages"),
        "toPassage": _("To the passage"),
        "speaking": _("Speaking: %(names)s"),
        "undated": _("Without a date"),
        "nearest": _("No passage holds “%(word)s”. Near it:"),
        "fewer": _("With one part less:"),
        "labels": {"s": _("Summary"), "c": _("Contested"), "o": _("Position"), "n": _("Name")},
        "wrong_nothing": _("There is no letter and no digit to look for."),
        "wrong_operand": _("“%(sign)s” wants something to look for beside it. Within quotation marks it is a word."),
        "wrong_near": _("NEAR takes a number of words from 1 to %(most)s: NEAR/5."),
        "wrong_nearWhat": _("NEAR stands between words, phrases, or several of these in brackets."),
        "wrong_quotation": _("This quotation is not closed: put a quotation mark at its end."),
        "wrong_unclosed": _("This bracket holds nothing or is not closed."),
        "wrong_unopened": _("This bracket was not opened."),
        "wrong_field": _("There is no field “%(name)s”, but these: %(fields)s. Within quotation marks it is a word."),
        "wrong_value": _("The field %(name)s wants a value right behind the colon: %(example)s."),
        "wrong_year": _("“%(value)s” is no year; 2008, 2008..2010 and ..2010 are."),
        "wrong_date": _("“%(value)s” is no date; 2008-06-25, 2008-06 and 2008-06..2009 are."),
        "wrong_star": _("An asterisk stands at the end of a word, for any ending."),
        "wrong_long": _("The query has %(num)s characters; %(most)s are the most."),
        "failed": _("The search failed: %(reason)s"),
        "missing": _("the part %(name)s of the search index is missing"),
        "stopped": _("the search stopped working"),
    }


def script(lang: str) -> str:
    """The same as a script of its own, which runs before all others."""
    from jinja2.utils import htmlsafe_json_dumps  # noqa: PLC0415 - the script is made when the words change

    return f"window.dossierWords = {htmlsafe_json_dumps(dict(script_words(lang)))};\n"
