"""The programs that the tests call besides Python's: two browsers, Java and the Nu Html Checker.

``python -m tests.tools`` finds each on the machine or installs it, and fails where neither works. The tests themselves
only look: a test whose program is missing fails, it never skips.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

VNU_VERSION = "26.9.27"
VNU_SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"
VNU = Path(sys.prefix) / "share" / "vnu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge")
MANAGERS = {
    "apt-get": (("apt-get", "update", "-qq"), ("apt-get", "install", "-y", "-qq", "--no-install-recommends")),
    "dnf": (("dnf", "install", "-y", "-q"),),
    "zypper": (("zypper", "--non-interactive", "install"),),
    "pacman": (("pacman", "-S", "--noconfirm"),),
    "apk": (("apk", "add"),),
    "brew": (("brew", "install"),),
}


class MissingToolError(Exception):
    """A program that the tests need is not on the machine."""


def chromium() -> str:
    """The path of a Chromium browser; raises MissingToolError."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None) or _playwright_chromium()
    if not found:
        raise MissingToolError("no Chromium browser: install the package chromium, or run `playwright install chromium`")
    return found


def _playwright_chromium() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def firefox() -> str:
    """The path of Firefox; raises MissingToolError."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    if not found:
        raise MissingToolError("no Firefox: install the package firefox-esr or firefox")
    return found


def java() -> str:
    """The path of Java; raises MissingToolError."""
    found = shutil.which("java")
    if not found or subprocess.run([found, "-version"], capture_output=True, check=False).returncode:
        raise MissingToolError("no Java: install a headless Java runtime, version 11 or newer")
    return found


def vnu() -> Path:
    """The path of the Nu Html Checker's jar; raises MissingToolError."""
    if not VNU.exists():
        raise MissingToolError("no Nu Html Checker: run `python -m tests.tools`")
    if hashlib.sha256(VNU.read_bytes()).hexdigest() != VNU_SHA256:
        raise MissingToolError(f"{VNU} is not the file that vnu-jar {VNU_VERSION} holds: delete it and try again")
    return VNU


def _install(*packages: str) -> None:
    """Install packages with the system's package manager, as root or through sudo that asks for no password."""
    manager = next((name for name in MANAGERS if shutil.which(name)), None)
    if not manager:
        return
    root = manager == "brew" or os.geteuid() == 0
    for command in MANAGERS[manager]:
        added: Sequence[str] = packages if "install" in command or "add" in command or "-S" in command else ()
        _run(*(() if root else ("sudo", "-n")), *command, *added)


def _run(*command: str) -> None:
    print(" ".join(command), flush=True)
    subprocess.run(command, check=False, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})


def _install_chromium() -> None:
    _install("chromium")
    try:
        chromium()
    except MissingToolError:
        _run(sys.executable, "-m", "playwright", "install", "--with-deps", "chromium")


def _install_firefox() -> None:
    _install("firefox-esr")
    if not shutil.which("firefox-esr"):
        _install("firefox")


def _install_vnu() -> None:
    if not shutil.which("npm"):
        _install("npm")
    _run(
        "npm",
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(VNU.parents[4]),
        f"vnu-jar@{VNU_VERSION}",
    )


def main() -> int:
    """Find or install each program; the exit code is 1 where one is missing in the end."""
    missing = 0
    installers = (
        (chromium, _install_chromium),
        (firefox, _install_firefox),
        (java, lambda: _install("default-jre-headless")),
        (vnu, _install_vnu),
    )
    for find, install in installers:
        try:
            try:
                find()
            except MissingToolError:
                install()
                find()
        except (MissingToolError, FileNotFoundError) as error:
            print(f"The tests cannot run: {error}", file=sys.stderr)
            missing = 1
    return missing


if __name__ == "__main__":
    sys.exit(main())
