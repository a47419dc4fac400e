"""The settings, read without being run: the same that Pelican takes, or a message that says which cannot be read so."""

from pathlib import Path

import pytest
from pelican.settings import read_settings

from dossier import adapter, rights
from dossier.errors import ContentError, DossierError
from dossier.settings import lang_of, nearest, read, request_of
from tests.conftest import PROJECT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with all that settings can name."""
    for name in ("content", "own", "plugins"):
        (tmp_path / name).mkdir()
    return tmp_path


def written(folder: Path, text: str) -> Path:
    path = folder / "pelican.conf.py"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "",
        'SITENAME = "Harbour"\nSITESUBTITLE = "News"\nAUTHOR = "Ann"\nSITEURL = "https://example.org/h/"\n',
        'DEFAULT_LANG = "pt-BR"\nTHEME = "own"\nOUTPUT_PATH = "public/site"\nOUTPUT_RETENTION = [".git", "CNAME"]\n',
        'SITENAME: str = "Harbour"\nTHEME = "simple"\nAUTHOR = None\n',
        f'DOSSIER_RIGHTS = "full"\nDOSSIER_PREVIEW = True\nDOSSIER_PUBLISH = True\nTHEME = {str(PROJECT / "theme")!r}\n',
        'SITENAME = "Before"\nSITENAME = "After"\nDOSSIER_EXECUTOR = "tcp://scheduler:8786"\n',
    ],
)
def test_the_file_alone_asks_for_what_pelican_asks_for(folder: Path, text: str) -> None:
    path = written(folder, f'PATH = "content"\nOUTPUT_PATH = "output"\nTIMEZONE = "UTC"\n{text}')
    assert request_of(read(path)) == adapter.asked(read_settings(str(path)))


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        ('import os\nSITEURL = os.environ.get("SITEURL", "")\n', 2, "SITEURL"),
        ('if True:\n    SITENAME = "Harbour"\n', 1, "SITENAME"),
        ('OUTPUT_RETENTION = [".git"]\nOUTPUT_RETENTION += ["CNAME"]\n', 2, "OUTPUT_RETENTION"),
        ('SITENAME, AUTHOR = "Harbour", "Ann"\n', 1, "SITENAME"),
        ("from harbour import AUTHOR\n", 1, "AUTHOR"),
        ("AUTHOR = [\n", 1, ""),
    ],
)
def test_a_setting_that_is_worked_out_is_named_with_its_line(folder: Path, text: str, line: int, name: str) -> None:
    with pytest.raises(ContentError) as failure:
        read(written(folder, text))
    assert failure.value.line == line
    assert not name or "is not written out; `pelican content -s pelican.conf.py` takes" in failure.value.problem


def test_what_another_module_brings_is_not_passed_over(folder: Path) -> None:
    with pytest.raises(ContentError, match="is not written out"):
        read(written(folder, "from publish import *\n"))


def test_settings_that_nobody_asks_for_may_be_worked_out(folder: Path) -> None:
    path = written(folder, 'import os\nSITEURL = os.environ["URL"]\nDEFAULT_LANG = "pl"\nMENU = sorted(os.environ)\n')
    assert read(path, ("DEFAULT_LANG",)) == {"DEFAULT_LANG": "pl"}
    assert lang_of(folder / "content") == "pl"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SITENAME = 7\n", "`SITENAME` must be text"),
        ('OUTPUT_RETENTION = ".git"\n', "`OUTPUT_RETENTION` must be a list"),
        ('DOSSIER_PREVIEW = "no"\n', "`DOSSIER_PREVIEW` must be True or False"),
        ('THEME = "gone"\n', "`THEME` is .*gone, and there is no such folder"),
    ],
)
def test_a_setting_that_is_not_what_it_has_to_be_is_an_error(folder: Path, text: str, problem: str) -> None:
    with pytest.raises(DossierError, match=problem):
        read(written(folder, text))


@pytest.mark.parametrize("text", ['DOSSIER_RIGHTS = "ful"', "DOSSIER_RIGHTS = True", "DOSSIER_RIGHTS = open()"])
def test_rights_that_are_neither_are_an_error(folder: Path, text: str) -> None:
    with pytest.raises(DossierError, match="DOSSIER_RIGHTS"):
        request_of(read(written(folder, text)))


@pytest.mark.parametrize(
    ("text", "found"),
    [("", "excerpt"), ('DOSSIER_RIGHTS = "full"', "full"), ('# DOSSIER_RIGHTS = "full"', "excerpt")],
)
def test_rights_are_excerpts_unless_the_settings_say_otherwise(folder: Path, text: str, found: rights.Rights) -> None:
    assert request_of(read(written(folder, text))).rights == found


def test_the_nearest_settings_are_those_of_the_folder_or_of_one_above(folder: Path) -> None:
    path = written(folder, "")
    assert nearest(folder) == nearest(folder / "content" / "articles") == path
    assert nearest(folder.parent) is None
