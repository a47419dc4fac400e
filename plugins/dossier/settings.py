"""The settings of a dossier: literals in ``pelican.conf.py``, which Pelican runs and all else reads without running it."""

import ast
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dossier import rights, workers
from dossier.build import Request
from dossier.errors import ContentError
from dossier.language import tag_of
from dossier.pipeline import LANGUAGE
from dossier.render import theme
from dossier.views import Site

FILE = "pelican.conf.py"
DEFAULTS: Mapping[str, Any] = {
    "SITENAME": "A dossier",
    "DEFAULT_LANG": "en",
    "SITEURL": "",
    "PATH": "content",
    "OUTPUT_PATH": "output",
}
READ = frozenset(
    (*DEFAULTS, "SITESUBTITLE", "AUTHOR", "THEME", "OUTPUT_RETENTION", rights.SETTING, "DOSSIER_PREVIEW", "DOSSIER_PUBLISH")
) | {workers.EXECUTOR}


def read(path: Path) -> dict[str, Any]:
    """The settings in a file as Pelican would take them, with paths from the file's folder.

    Raises ContentError where one is worked out instead of written out.
    """
    found = dict(DEFAULTS)
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError) as error:
        raise ContentError(
            str(path), getattr(error, "lineno", None) or 1, f"is no Python: {error}", example='SITENAME = "…"'
        ) from error
    for node in tree.body:
        names = [target.id for target in getattr(node, "targets", ()) if isinstance(target, ast.Name) and target.id in READ]
        if names and isinstance(node, ast.Assign):
            try:
                found |= dict.fromkeys(names, ast.literal_eval(node.value))
            except ValueError as error:
                problem = f"`{names[0]}` is not written out; `pelican content -s {path.name}` takes what Python works out"
                raise ContentError(str(path), node.lineno, problem, example=f'{names[0]} = "…"') from error
    for name in ("PATH", "OUTPUT_PATH", "THEME"):
        if name in found:
            found[name] = str(path.parent / found[name])
    return found


def request_of(settings: Mapping[str, Any], *, retained: tuple[str, ...] = (), strict: bool = False) -> Request:
    """What settings ask of a build, those of Pelican or those of :func:`read`; raises DossierError where one is wrong."""
    own = settings.get("THEME")
    return Request(
        content=_shown(Path(settings["PATH"])),
        output=Path(settings["OUTPUT_PATH"]),
        site=Site(
            name=settings["SITENAME"],
            subtitle=settings.get("SITESUBTITLE", ""),
            author=settings.get("AUTHOR") or "",
            lang=tag_of(settings[LANGUAGE], LANGUAGE),
            url=settings["SITEURL"],
            preview=bool(settings.get("DOSSIER_PREVIEW", False)),
        ),
        themes=(Path(own), theme()) if own and (Path(own) != theme()) else (theme(),),
        published=bool(settings.get("DOSSIER_PUBLISH", False)),
        rights=rights.rights_of(settings.get(rights.SETTING, rights.DEFAULT)),
        jobs=workers.jobs(os.environ),
        readers=workers.readers(os.environ, settings.get(workers.EXECUTOR)),
        retained=retained,
        strict=strict,
    )


def _shown(content: Path) -> Path:
    """The content folder as the compiler sees it, for messages: from where the build was started, if it is below."""
    here, content = Path.cwd(), content.absolute()
    return content.relative_to(here) if content.is_relative_to(here) else content
