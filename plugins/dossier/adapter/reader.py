"""The reader that Pelican calls for Markdown files of its own: pages and articles of a site around a dossier."""

from pathlib import Path
from typing import Any, ClassVar

from pelican.readers import BaseReader

from dossier import frontmatter, prose
from dossier.errors import ContentError
from dossier.language import is_language_tag
from dossier.prose import weave


class MarkdownReader(BaseReader):  # type: ignore[misc]  # Pelican has no types
    """CommonMark by markdown-it-py, under YAML front matter."""

    file_extensions: ClassVar[list[str]] = ["md", "markdown"]

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The HTML and the metadata of a file, links left as written for Pelican to resolve; raises ContentError."""
        document = frontmatter.split(source_path, frontmatter.decode(source_path, Path(source_path).read_bytes()))
        if not document.mapping.get("title"):
            raise ContentError(source_path, 2, "has no `title`", example=frontmatter.EXAMPLES["title"])
        lang = str(document.mapping.get("lang") or self.settings["DEFAULT_LANG"])
        if "lang" in document.mapping and not is_language_tag(lang):
            line, example = document.lines["lang"], frontmatter.EXAMPLES["lang"]
            raise ContentError(source_path, line, "`lang` is no language tag", lang, example)
        parsed = prose.parse(document.body, document.body_line, lang)
        passages = (weave(passage, (), prose.as_written) for passage in parsed.passages)
        woven = "".join(part for pair in zip(parsed.frame, (*passages, ""), strict=True) for part in pair)
        return woven, {key: self.process_metadata(key, value) for key, value in document.mapping.items()}
