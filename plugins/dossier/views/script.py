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
        "shown": _("Shown: %(shown)s of %(all)s"),
        "network": _("Actors shown: %(actors)s of %(allActors)s; ties: %(ties)s of %(allTies)s"),
        "year": _("List of %(year)s"),
        "years": _("All years"),
        "months": words.months,
        "kinds": {kind: _(kind) for kind in ("brief", "clipping", "actor", "topic", "page")},
    }


def script(lang: str) -> str:
    """The same as a script of its own, which runs before all others."""
    from jinja2.utils import htmlsafe_json_dumps  # noqa: PLC0415 - the script is made when the words change

    return f"window.dossierWords = {htmlsafe_json_dumps(dict(script_words(lang)))};\n"
