"""What the scripts say, as a script: from disk nothing can be asked for, but a script can be added."""

from collections.abc import Mapping
from typing import Any

from dossier.language import language


def script_words(lang: str) -> Mapping[str, Any]:
    """The words of every script in one language: a text, the texts of each plural category, or a list."""
    words = language(lang)
    _ = words.gettext
    return {
        "lang": words.code,
        "copied": _("Copied"),
        "select": _("Select it and copy"),
        "search": _("Search"),
        "all": _("all"),
        "results": words.forms("%(num)s result", "%(num)s results"),
        "failed": _("The search failed: %(reason)s"),
        "missing": _("the part %(name)s of the search index is missing"),
        "stopped": _("the search stopped working"),
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


def script(lang: str) -> str:
    """The same as a script of its own, which runs before all others."""
    from jinja2.utils import htmlsafe_json_dumps  # noqa: PLC0415 - the script is made when the words change

    return f"window.dossierWords = {htmlsafe_json_dumps(dict(script_words(lang)))};\n"
