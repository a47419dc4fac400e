"""A new dossier: the folder that a compiler begins with, and the very Dossier that made it: its wheel, or its version.

The templates in ``files/`` are rendered with the compiler's answers; a file's name is the template's without ``.j2``.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fnmatch import fnmatch
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dossier import DISTRIBUTION
from dossier.errors import DossierError, ToolError
from dossier.language import tag_of

FILES = Path(__file__).with_name("files")
SUFFIX = ".j2"
PROGRAMS = (".ci/run",)
HOSTS: Mapping[str, str] = {  # what publishes a dossier, and the file that tells it how
    "github": ".github/workflows/publish.yml",
    "gitlab": ".gitlab-ci.yml",
    "netlify": "netlify.toml",
}
EXAMPLES = ("content/actors/", "content/articles/", "content/topics/")
PACKAGES = "packages"
EXTRAS = "[book,cards,desk,import,tasks]"
WHEEL = "pelican_dossier-*.whl"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a compiler says of a new dossier.

    Its title, its language as in BCP 47 (``en``, ``pt-BR``), who compiles it, which of :data:`HOSTS` publishes it, if any, and
    whether it has ``examples``, of which one that begins with clippings needs none.
    """

    title: str
    lang: str
    author: str
    host: str = ""
    examples: bool = True


def refuse(folder: Path) -> None:
    """Raise DossierError where a new dossier cannot be written to ``folder``."""
    if folder.is_dir() and any(folder.iterdir()):
        raise DossierError(f"{folder} is not empty: name a folder that is not there yet, or an empty one")
    if folder.exists() and not folder.is_dir():
        raise DossierError(f"{folder} is a file: name a folder that is not there yet, or an empty one")
    if not folder.absolute().parent.is_dir():
        raise DossierError(f"{folder.absolute().parent} is no folder: make it first, or name a folder elsewhere")


def files(answers: Answers, requirement: str) -> dict[str, str]:
    """The text of each file of a new dossier by its path; ``requirement`` is what pip installs as its Dossier."""
    if not answers.title.strip():
        raise DossierError('a dossier needs a title: `--title "The new harbour"`')
    tag_of(answers.lang, "the language")
    templates = Environment(
        loader=FileSystemLoader(FILES),
        autoescape=False,  # noqa: S701 - no HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters["quoted"] = partial(json.dumps, ensure_ascii=False)  # a text as Python and YAML both write it
    values = {key: " ".join(value.split()) if isinstance(value, str) else value for key, value in asdict(answers).items()}
    hosting = HOSTS.get(answers.host, "")
    others = tuple(name for name in HOSTS.values() if name != hosting) + (() if answers.examples else EXAMPLES)
    every = sorted(path.relative_to(FILES).as_posix() for path in FILES.rglob(f"*{SUFFIX}"))
    names = [name for name in every if not name.startswith(others)]
    values |= {"requirement": requirement, "hosting": hosting}
    return {name.removesuffix(SUFFIX): templates.get_template(name).render(values) for name in names}


def start(folder: Path, answers: Answers, package: Path | None = None) -> None:
    """Write a new dossier to ``folder``, all of it or nothing; it installs the wheel ``package``, or the Dossier that runs.

    A Dossier that came from a package index is installed from there again, in this version. Raises DossierError where the
    folder is not empty or an answer is no answer, ToolError where there is no wheel.
    """
    refuse(folder)
    there = folder.exists()
    beside = folder.absolute().parent
    try:
        with tempfile.TemporaryDirectory(dir=folder if there else beside, prefix=".dossier-") as scratch:
            made = Path(scratch) / "new"
            made.mkdir()
            _write(made, files(answers, _installed(package, made, Path(scratch))))
            _hand_over(made, folder)
    except OSError as error:
        raise DossierError(f"{folder} cannot be written: {error.strerror or error}") from error


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        if name in PROGRAMS:
            path.chmod(0o755)


def _hand_over(made: Path, folder: Path) -> None:
    """Give a finished folder its place: in one step where nothing is there, else file by file, and back where one fails."""
    if not folder.exists():
        made.rename(folder)
        return
    moved: list[Path] = []
    try:
        for path in sorted(made.iterdir()):
            moved.append(path.rename(folder / path.name))
    except OSError:
        for path in moved:
            path.rename(made / path.name)
        raise


def _installed(package: Path | None, made: Path, scratch: Path) -> str:
    """What pip installs in the new dossier ``made``: a wheel that is put there, or this version from a package index."""
    source = package or _origin()
    if isinstance(source, str):
        return f"{DISTRIBUTION}{EXTRAS}=={source}"
    (made / PACKAGES).mkdir()
    wheel = Path(shutil.copy(_built(source, scratch) if source.is_dir() else _wheel(source), made / PACKAGES))
    return f"./{PACKAGES}/{wheel.name}{EXTRAS}"


def _wheel(source: Path) -> Path:
    if not fnmatch(source.name, WHEEL) or not zipfile.is_zipfile(source):
        example = WHEEL.replace("*", "0.1.0-py3-none-any")
        raise ToolError(f"{source} is no wheel of Dossier: name a file such as {example} with `--package`")
    return source


def _origin() -> Path | str:
    """What this Dossier was installed from, as its installer noted it (PEP 610): a file, a checkout, a version of an index."""
    try:
        own = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        raise ToolError(
            "it is not known where this Dossier was installed from: name its wheel, "
            "`dossier new DIR --package path/to/pelican_dossier-VERSION-py3-none-any.whl`"
        ) from None
    noted = own.read_text("direct_url.json")
    address = urlsplit(json.loads(noted)["url"]) if noted else None
    return Path(url2pathname(address.path)) if address and address.scheme == "file" else own.version


def _built(checkout: Path, scratch: Path) -> Path:
    """The wheel of a checkout; the builders are downloaded where they are not installed."""
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    if find_spec("hatchling") and find_spec("hatch_vcs"):
        pip.append("--no-build-isolation")
    command = [*pip, "--wheel-dir", str(scratch), str(checkout)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    found = next(scratch.glob(WHEEL), None)
    if done.returncode or not found:
        raise ToolError(f"no wheel could be made of {checkout}:\n{done.stderr.strip()}")
    return found
