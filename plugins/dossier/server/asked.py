"""What a request asks for: its JSON, as a value of a type, and the file of the content that it names."""

from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dossier.errors import ContentError, ContentErrors, DossierError

LARGEST = 1_000_000  # bytes of JSON: a decision holds some hundred
Asked = TypeVar("Asked")


class Refused(HTTPException):
    """What cannot be done: in which field, and why, in a sentence; ``line`` where that is of a file, else 0."""

    def __init__(self, field: str, problem: str, status: int = 422, line: int = 0) -> None:
        super().__init__(status, problem)
        self.field, self.line = field, line


async def told(_: Request, error: Exception) -> Response:
    """The answer that says what was refused."""
    assert isinstance(error, Refused)  # noqa: S101 - Starlette hands over what it was told to
    return JSONResponse(problem_of(error), error.status_code)


def problem_of(refused: Refused) -> dict[str, str | int]:
    """What was refused, as pages are told it."""
    line = {"line": refused.line} if refused.line else {}
    return {"field": refused.field, "problem": refused.detail, **line}


def sentence(error: DossierError) -> str:
    """What is wrong, without saying of a change that nothing was published."""
    errors = error.errors if isinstance(error, ContentErrors) else (error,)
    said = (f"{e.path}:{e.line}: {e.problem}" if isinstance(e, ContentError) else str(e) for e in errors)
    return " ".join(f"{one.removesuffix('.')}." for one in said)


async def asked(request: Request, kind: type[Asked]) -> Asked:
    """The JSON of a request as a value; raises Refused where it is none, or too long."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise Refused("", "That is more than can be taken at once.", 413)
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused("", f"That is not what is asked for here: {error}.") from None


def inside(content: Path, name: Any) -> Path:
    """The file of the content folder that a path below it names; raises Refused where it leads elsewhere or is no file."""
    path, parts = content.absolute(), PurePosixPath(name).parts
    if not parts or {"..", "/", "//"} & {*parts} or set(name) & {"\0", "\\", ":"}:
        raise Refused("path", f"{name!r} does not lie in the content folder.")
    for part in parts:
        path /= part
        if path.is_symlink():
            raise Refused("path", f"{name!r} is a link, or lies behind one: open what it leads to yourself.")
    if not path.resolve().is_relative_to(content.resolve()):
        raise Refused("path", f"{name!r} does not lie in the content folder.")
    if not path.is_file():
        raise Refused("path", f"{name!r} is not there any more.", 404)
    return path
