"""Firefox without a window, driven through Marionette, its own protocol, as much of it as the tests need.

Playwright drives only a Firefox of its own making. Under Marionette Firefox lifts what it forbids to pages from disk,
unless `remote.prefs.recommended` is off; a test here shows that it is.
"""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import tools

PREFERENCES = {
    "remote.prefs.recommended": False,
    "marionette.port": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}


class Firefox:
    """A running Firefox."""

    def __init__(self, port: int) -> None:
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.stream = self.connection.makefile("rb")
        self.count = 0
        self._receive()
        self._call("WebDriver:NewSession", capabilities={})

    def goto(self, address: str) -> None:
        """Open a page and wait until it is loaded."""
        self._call("WebDriver:Navigate", url=address)

    def run(self, script: str) -> Any:
        """The result of a script's `return`; a promise is waited for."""
        wrapped = f"const done = arguments[0]; (async () => {{ {script} }})().then(done, (error) => done(String(error)));"
        return self._call("WebDriver:ExecuteAsyncScript", script=wrapped, args=[], sandbox=None)["value"]

    def drag(self, begin: tuple[float, float], to: tuple[float, float]) -> None:
        """Drag with the mouse from one place of the window to another."""
        (x, y), (right, below) = begin, to
        move = {"type": "pointerMove", "duration": 0, "origin": "viewport"}
        steps = [
            move | {"x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            move | {"x": round((x + right) / 2), "y": round((y + below) / 2)},
            move | {"x": round(right), "y": round(below)},
            {"type": "pointerUp", "button": 0},
        ]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}
        self._call("WebDriver:PerformActions", actions=[mouse])

    def quit(self) -> None:
        """End the browser."""
        self._call("Marionette:Quit", flags=["eForceQuit"])
        self.connection.close()

    def _call(self, name: str, **parameters: Any) -> Any:
        self.count += 1
        message = json.dumps([0, self.count, name, parameters])
        self.connection.sendall(f"{len(message.encode())}:{message}".encode())
        _, _, error, result = self._receive()
        if error:
            raise AssertionError(f"{name}: {error['error']}: {error['message']}")
        return result

    def _receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self.stream.read(1)
        return json.loads(self.stream.read(int(length[:-1])))


@contextmanager
def running(profile: Path) -> Iterator[Firefox]:
    """A new Firefox with an empty profile; it is ended at the end."""
    profile.mkdir()
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [tools.firefox(), "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    with (profile / "log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            firefox = Firefox(_port(profile / "MarionetteActivePort"))
            yield firefox
            firefox.quit()
        finally:
            process.terminate()


def _port(file: Path) -> int:
    for _ in range(600):
        if file.exists() and file.read_text().strip():
            return int(file.read_text())
        time.sleep(0.1)
    raise AssertionError(f"Firefox did not start: {(file.parent / 'log').read_text()[-2000:]}")
