"""What can go wrong, in words for the compiler of a dossier."""

from collections.abc import Iterable


class DossierError(Exception):
    """Base of everything that this package raises on purpose."""


class ContentError(DossierError):
    """Content that the dossier cannot accept: where it stands, what is wrong, and what would be right."""

    def __init__(self, path: str, line: int, problem: str, text: str = "", example: str = "") -> None:
        super().__init__(path, line, problem, text, example)
        self.path, self.line, self.problem, self.text, self.example = path, line, problem, text, example

    def __str__(self) -> str:
        parts = [f"{self.path}:{self.line}: {self.problem}"]
        if self.text:
            parts.append(f"    found:  {self.text}")
        if self.example:
            parts.append(f"    right:  {self.example}")
        return "\n".join(parts)


class ContentErrors(DossierError):
    """Every content error of one build, by file and line."""

    def __init__(self, errors: Iterable[ContentError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda error: (error.path, error.line, error.problem)))
        super().__init__(self.errors)

    def __str__(self) -> str:
        count = len(self.errors)
        listing = "\n".join(str(error) for error in self.errors)
        return f"{listing}\n\n{count} {'error' if count == 1 else 'errors'}; nothing was published."


class ToolError(DossierError):
    """A program that the build calls is missing, failed, or is not the version that it was written for."""
