"""What is put off on the desk, over HTTP."""

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dossier.desk.later import Later, Put
from dossier.server.asked import Refused, asked


class PutOff(msgspec.Struct, forbid_unknown_fields=True):
    """Questions or statements that are put off, or taken back."""

    put: Put
    names: tuple[str, ...]
    back: bool = False


def putting(later: Later) -> Route:
    """The route by which something is put off, or taken back."""

    async def put_off(request: Request) -> Response:
        given = await asked(request, PutOff)
        try:
            await run_in_threadpool(later.change, given.put, given.names, back=given.back)
        except OSError as error:
            raise Refused("", f"It is not put off: {later.path}: {error.strerror}.", 507) from None
        return Response(status_code=204)

    return Route("/desk/later", put_off, methods=["POST"])
