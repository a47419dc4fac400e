"""Pagefind, the program that makes a search index: it is handed the pages one by one, in our order.

Of a folder Pagefind takes pages as the disk lists them, which is another order on another disk, and the index another one too.
So it is run as it is by its own libraries for Node and Python, as a service: messages of JSON in base64, each closed by a
comma, and an answer to each. These libraries themselves are left out, for they wait a tenth of a second for each answer.
"""

import base64
import contextlib
import json
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, Any

from dossier.errors import ToolError

VERSION = "1.5.2"  # bundle.py takes this version's script apart
BLOCK = 1 << 20  # bytes that are read at a time
_LANG = re.compile(r"""<html\b[^>]*?\slang=("[^"]*"|'[^']*'|[^\s>"']*)""", re.IGNORECASE)  # of the first element: the attribute
_TAG = re.compile(r"""["']?[A-Za-z0-9_-]*["']?""")  # anything that may be part of a file's name
NOTHING = '<!doctype html><html lang="en"><body data-pagefind-body>Nothing'


def make_bundle(pages: Mapping[str, Path]) -> tuple[dict[str, bytes], dict[str, str]]:
    """Have Pagefind index pages.

    ``pages`` are the files of the pages by address, in the order that they get in the index. Returns the files of the index by
    name, and the addresses of the pages that Pagefind cannot take, with what it said of them; all others are in the
    index. Raises ToolError where Pagefind is missing, or fails whatever the pages are.
    """
    every = {address: path.read_text(encoding="utf-8") for address, path in pages.items()}
    odd = {address: problem for address, text in every.items() if (problem := _odd(text))}
    html = {address: text for address, text in every.items() if address not in odd}
    bundle, refused = _indexed(html)
    if len(refused) == len(html):  # it wants a page, and the search page wants the engine
        bundle, said = _indexed({"index.html": NOTHING})
        if said:
            raise missing("".join(said.values()))
    elif refused:
        bundle, _ = _indexed({address: text for address, text in html.items() if address not in refused})
    return bundle, {**odd, **refused}


def _odd(html: str) -> str:
    """What is to be said of a page that Pagefind would take and the engine not find: files get the name of its language."""
    lang = _LANG.search(html)
    return f"{lang[1]} is no language tag" if lang and not _TAG.fullmatch(lang[1]) else ""


def missing(problem: str) -> ToolError:
    """The error that Pagefind is not there, or not as it should be."""
    return ToolError(f"Pagefind {VERSION} did not index the pages; `pip install -r requirements.txt` installs it.\n{problem}")


def _indexed(html: Mapping[str, str]) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files of an index, and which pages are none for it, and why: where one ends the program, it is found by halves."""
    answers, said = _ask(html)
    refused = {name: answer["message"] for name, answer in zip(html, answers[1:], strict=False) if "message" in answer}
    if len(answers) == len(html) + 2 and "files" in answers[-1]:
        return {file["path"]: base64.b64decode(file["content"]) for file in answers[-1]["files"]}, refused
    if len(html) < 2:
        return {}, refused or dict.fromkeys(html, said or "Pagefind ended without a word")
    rows, half = list(html.items()), len(html) // 2
    return {}, {**_indexed(dict(rows[:half]))[1], **_indexed(dict(rows[half:]))[1]}


def _ask(html: Mapping[str, str]) -> tuple[list[dict[str, Any]], str]:
    """The answers of a Pagefind of its own, as far as they came, and what it complained of."""
    requests = [
        {"type": "NewIndex", "config": {"keep_index_url": True}},
        *({"type": "AddFile", "index_id": 0, "file_path": name, "file_contents": text} for name, text in html.items()),
        {"type": "GetFiles", "index_id": 0},  # what it writes itself is not all there when it says so
    ]
    with tempfile.TemporaryFile() as complaints:
        command = [str(_program()), "--service"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints) as program:
            writer = threading.Thread(target=_send, args=(requests, program.stdin))
            writer.start()
            answers = list(islice(_answers(program.stdout), len(requests)))  # type: ignore[arg-type]  # a pipe
            program.kill()  # else it waits for more
            writer.join()
        complaints.seek(0)
        return answers, complaints.read().decode(errors="replace").strip()


def _send(requests: Iterable[Mapping[str, Any]], pipe: IO[bytes]) -> None:
    """Write requests to a program that may end before it has read them."""
    with contextlib.suppress(OSError):
        for number, payload in enumerate(requests, 1):
            pipe.write(base64.b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b",")
        pipe.flush()


def _answers(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The answers of a program, as they come; they come in the order of the requests."""
    rest = bytearray()
    while block := pipe.read1(BLOCK):  # type: ignore[attr-defined]  # of the buffered reader that it is
        start = len(rest)
        rest += block
        while (end := rest.find(b",", start)) >= 0:
            yield json.loads(base64.b64decode(rest[:end]))["payload"]
            del rest[: end + 1]
            start = 0


def _program() -> Path:
    """Pagefind itself: to have Python look for it each time takes a tenth of a second."""
    try:
        from pagefind_bin import get_executable  # noqa: PLC0415 - what is missing is told where it is needed

        return Path(get_executable())
    except (ImportError, FileNotFoundError) as error:
        raise missing(str(error)) from error
