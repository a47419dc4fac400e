"""Short ways for what most of an article is: one line a paragraph, and no mark in it.

Each gives what the parser's own rules give, and leaves to them whatever they could read otherwise.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, paragraph
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.smartquotes import process_inlines
from markdown_it.token import Token

_BEGIN = frozenset("`~>*-_+[<#0123456789")  # what begins a block that is no paragraph, in its first line
_WITHIN = "\n\\`*_[<&"  # what begins anything within a text


def shorten(parser: MarkdownIt) -> None:
    """Give a parser the short ways. It reads no raw HTML, or the rules that this takes away would do something."""
    parser.disable(["html_block", "html_inline"])
    parser.core.ruler.at("normalize", _normalize)
    parser.core.ruler.at("inline", _inline)
    parser.core.ruler.at("smartquotes", _smartquotes)
    parser.block.ruler.before("table", "line", _line)


def _normalize(state: StateCore) -> None:
    """The ends of lines, and no NUL; by pattern, each line's end is put in its own place."""
    state.src = state.src.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _line(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A line with an empty one below it is a paragraph, unless it is indented as code or begins like another block."""
    mark = state.src[state.bMarks[first] + state.tShift[first]]
    if mark in _BEGIN or state.sCount[first] - state.blkIndent > 3 or not state.isEmpty(first + 1):
        return False
    return paragraph(state, first, last, silent)


def _inline(state: StateCore) -> None:
    """A text without a mark is one token."""
    marks = [mark for mark in _WITHIN if mark in state.src]
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if any(mark in token.content for mark in marks):
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        elif token.content:
            token.children.append(Token("text", "", 0, content=token.content))


def _smartquotes(state: StateCore) -> None:
    """Typographic quotation marks, where there are straight ones."""
    for token in state.tokens:
        if token.type == "inline" and token.children and ("'" in token.content or '"' in token.content):
            process_inlines(token.children, state)
