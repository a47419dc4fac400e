"""Scans: their text is recognised by OCRmyPDF, where that is on this machine."""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from dossier.errors import DossierError

FINDING = "its text was recognised from a scan: compare it with the pages"
SECONDS = 50  # less than a worker has for all of a file, so that the program ends before the worker does
_LANGUAGES = frozenset("eng rus pol deu ces fra spa ita ukr slk lit ara".split())  # of news, as Tesseract calls them
_HOW = "`apt install ocrmypdf` or `brew install ocrmypdf`, with Tesseract's files for its language"


def recognised(data: bytes) -> bytes:
    """A scan as a PDF with its text; raises DossierError where there is no program for that, or it fails."""
    program = shutil.which("ocrmypdf")
    if not program:
        raise DossierError(f"is a scan without text: install OCRmyPDF ({_HOW}), and import it again")
    with TemporaryDirectory() as folder:
        scan, result = Path(folder, "scan.pdf"), Path(folder, "text.pdf")
        scan.write_bytes(data)
        _run([program, "--quiet", "--output-type", "pdf", "--jobs", "1", *_languages(), str(scan), str(result)])
        return result.read_bytes()


def _languages() -> list[str]:
    """In which languages a scan may be: those of news that Tesseract knows here; its own choice where it does not say."""
    program = shutil.which("tesseract")
    if not program:
        return []
    told = subprocess.run([program, "--list-langs"], capture_output=True, encoding="utf-8", errors="replace", check=False)
    known = sorted(_LANGUAGES & set(told.stdout.split()))
    return ["-l", "+".join(known)] if known else []


def _run(command: list[str]) -> None:
    """Run a program to its end; where it takes too long, it and all that it has started are ended."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        try:
            _, said = running.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            if hasattr(os, "killpg"):
                os.killpg(running.pid, signal.SIGKILL)
            else:  # Windows
                running.kill()
            raise DossierError(
                f"is a scan that takes more than {SECONDS} seconds to recognise: run `ocrmypdf SCAN.pdf TEXT.pdf`, import that"
            ) from error
    if running.returncode:
        last = said.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
        raise DossierError(f"is a scan, of which OCRmyPDF could not recognise the text: {last or running.returncode}")
