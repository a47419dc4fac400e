"""The settings of a dossier: literals in ``pelican.conf.py``, which Pelican runs and all else reads without running it."""

import ast
import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dossier.errors import ContentError, DossierError
from dossier.language import tag_of

if TYPE_CHECKING:
    from dossier.build import Request

FILE, STATEMENTS = "pelican.conf.py", "DOSSIER_STATEMENTS"
TEXT, YES_OR_NO, LIST = ("text", str), ("True or False", bool), ("a list", (list, tuple))
# The settings that are read, and what each has to be; the last two say so themselves.
READ: Mapping[str, tuple[str, type | tuple[type, ...]]] = {
    "SITENAME": TEXT,
    "SITESUBTITLE": TEXT,
    "SITEURL": TEXT,
    "AUTHOR": TEXT,
    "DEFAULT_LANG": TEXT,
    "PATH": TEXT,
    "OUTPUT_PATH": TEXT,
    "THEME": TEXT,
    "OUTPUT_RETENTION": LIST,
    "DOSSIER_PREVIEW": YES_OR_NO,
    "DOSSIER_PUBLISH": YES_OR_NO,
    "DOSSIER_RIGHTS": ("", object),
    "DOSSIER_STATEMENTS": ("", object),
    "DOSSIER_FINDER": TEXT,
    "DOSSIER_EXECUTOR": ("", object),
}
DEFAULTS: Mapping[str, Any] = {
    "SITENAME": "A dossier",
    "DEFAULT_LANG": "en",
    "SITEURL": "",
    "PATH": "content",
    "OUTPUT_PATH": "output",
}


def nearest(folder: Path) -> Path | None:
    """The file of settings of the dossier that a folder belongs to: in it or in one above; None where there is none."""
    folder = folder.absolute()
    return next((path for place in (folder, *folder.parents) if (path := place / FILE).is_file()), None)


def defaults(names: Collection[str]) -> dict[str, Any]:
    """What these names are where no file of settings says otherwise."""
    return {name: value for name, value in DEFAULTS.items() if name in names}


def read(path: Path, names: Collection[str] = READ.keys()) -> dict[str, Any]:
    """The settings of these names in a file as Pelican would take them, with paths from the file's folder.

    Raises ContentError where one of them is worked out instead of written out, or is not what it has to be, DossierError
    where the file cannot be read, or a folder that it names is not there.
    """
    found = defaults(names) | _written_out(path, names)
    if "THEME" in found and _is_pelicans(path.parent, found["THEME"]):
        del found["THEME"]
    for name in ("PATH", "OUTPUT_PATH", "THEME"):
        if name in found:
            found[name] = str(path.parent / found[name])
            if name != "OUTPUT_PATH" and not Path(found[name]).is_dir():
                raise DossierError(f"{path}: `{name}` is {found[name]}, and there is no such folder")
    return found


def _written_out(path: Path, names: Collection[str]) -> dict[str, Any]:
    """What a file gives these names, those left out to which it gives None."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DossierError(f"{path} cannot be read: {error.strerror}") from error
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise ContentError(str(path), line, f"is no Python: {error}", example='SITENAME = "…"') from error
    found: dict[str, Any] = {}
    for node in tree.body:
        for name in set(_bound(node)).intersection(names):
            found[name] = _literal(path, node, name)
    return {name: value for name, value in found.items() if value is not None}


def _bound(node: ast.stmt) -> Iterator[str]:
    """The names that a statement could give a value to: all that are read, where it imports whatever a module has."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            yield part.id
        elif isinstance(part, ast.alias):
            yield from READ if part.name == "*" else (part.asname or part.name,)


def _literal(path: Path, node: ast.stmt, name: str) -> Any:
    """The value that a statement gives a name; raises ContentError where it is none that can be read, or of another type."""
    what, types = READ[name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    try:
        if not any(isinstance(target, ast.Name) for target in targets):
            raise ValueError(f"{name} is no target")
        value = ast.literal_eval(node.value)  # type: ignore[attr-defined]  # both kinds of statement with targets have it
    except ValueError as error:
        problem = f"`{name}` is not written out; `pelican content -s {path.name}` takes what Python works out"
        raise ContentError(str(path), node.lineno, problem, example=f'{name} = "…"') from error
    if value is not None and not isinstance(value, types):
        raise ContentError(str(path), node.lineno, f"`{name}` must be {what}", repr(value)[:80])
    return value


def _is_pelicans(folder: Path, theme: str) -> bool:
    """Whether a theme is one of those that come with Pelican, which Dossier's takes the place of; Pelican is not imported."""
    if (folder / theme).is_dir():
        return False
    from importlib.util import find_spec  # noqa: PLC0415 - for this seldom question alone

    pelican = find_spec("pelican")
    return bool(pelican and pelican.origin and (Path(pelican.origin).parent / "themes" / theme).is_dir())


def lang_of(content: Path) -> str:
    """The language of the dossier whose content folder this is: ``DEFAULT_LANG`` in its settings, or English.

    Raises as :func:`read`.
    """
    path = nearest(content)
    return tag_of(read(path, ("DEFAULT_LANG",))["DEFAULT_LANG"], "DEFAULT_LANG") if path else "en"


def folder_of(content: Path) -> Path | None:
    """The folder of the settings whose content folder this is; None where there are none, or they name another."""
    path = nearest(content)
    try:
        own = Path(read(path, ("PATH",))["PATH"]) if path else None
    except DossierError:
        return None
    return path.parent if path and own and own.resolve() == content.resolve() else None


def finder_of(content: Path) -> str:
    """The name of the finder that proposes statements in the dossier whose content folder this is; raises as :func:`read`."""
    path = nearest(content)
    return _finder(read(path, ("DOSSIER_FINDER",)) if path else {})


def _finder(settings: Mapping[str, Any]) -> str:
    from dossier.finders import RULES, finder  # noqa: PLC0415 - as in request_of

    name: str = settings.get("DOSSIER_FINDER") or RULES
    if name != RULES:  # which are there
        finder(name)
    return name


def request_of(settings: Mapping[str, Any], *, strict: bool = False) -> "Request":
    """What settings ask of a build, those of Pelican or those of :func:`read`; raises DossierError where one is wrong."""
    from dossier import raster, rights, workers  # noqa: PLC0415 - who serves a site, or imports clippings, asks for no build
    from dossier.build import Request  # noqa: PLC0415
    from dossier.render import theme  # noqa: PLC0415
    from dossier.views import Site  # noqa: PLC0415

    own = settings.get("THEME")
    return Request(
        content=shown(Path(settings["PATH"])),
        output=Path(settings["OUTPUT_PATH"]),
        site=Site(
            name=settings["SITENAME"],
            subtitle=settings.get("SITESUBTITLE", ""),
            author=settings.get("AUTHOR") or "",
            lang=tag_of(settings["DEFAULT_LANG"], "DEFAULT_LANG").lower(),  # as Pelican has it
            url=_address(settings["SITEURL"]),
            preview=(preview := bool(settings.get("DOSSIER_PREVIEW", False))),
            proposed=proposed_of(settings.get(STATEMENTS, "confirmed")) or preview,
            cards=raster.is_there() and not preview,
        ),
        themes=(Path(own), theme()) if own and Path(own).resolve() != theme().resolve() else (theme(),),
        published=bool(settings.get("DOSSIER_PUBLISH", False)),
        rights=rights.rights_of(settings.get(rights.SETTING, rights.DEFAULT)),
        jobs=workers.jobs(os.environ),
        readers=workers.readers(os.environ, settings.get(workers.EXECUTOR)),
        retained=tuple(settings.get("OUTPUT_RETENTION", ())),
        strict=strict,
        finder=_finder(settings),
    )


def _address(url: str) -> str:
    """The site's address without a slash at its end; raises DossierError where it is no whole address."""
    if url and not re.fullmatch(r"https?://[^/\s?#]+(/[^\s?#]*)?", url):
        raise DossierError(f"SITEURL is {url!r}; right is the whole address of the site: 'https://www.example.org/harbour'")
    return url.rstrip("/")


def proposed_of(value: object) -> bool:
    """Whether statements are published that nobody confirmed; raises DossierError where the setting is neither of the two."""
    if value not in ("confirmed", "all"):
        raise DossierError(
            f"{STATEMENTS} is {value!r}; it is either 'confirmed' (statements that you confirmed are published) or 'all' "
            "(those found by rule too, marked as such)"
        )
    return value == "all"


def shown(content: Path) -> Path:
    """The content folder as the compiler sees it, for messages: from where the build was started, if it is below."""
    here, content = Path.cwd(), content.absolute()
    return content.relative_to(here) if content.is_relative_to(here) else content
