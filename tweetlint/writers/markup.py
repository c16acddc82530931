"""HTML and SVG that cannot be broken out of: whatever is not markup already becomes text that does nothing.

Names of elements and attributes are ours. Text is foreign: what could act or hide in it is shown by number
(``<U+202E>``), as in a terminal, and the signs of HTML are written as entities.
"""

from __future__ import annotations

from html import escape

from tweetlint.writers.screen import visible


class Markup(str):
    """A piece of a document, written by ``tag``."""

    __slots__ = ()


def shown(text: str) -> str:
    """``text`` in which nothing acts: no element, entity, control character or override of direction."""
    return escape(visible(text), quote=True)


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """The element ``name`` with its ``children``: markup as it is, None not at all, all else as text.

    ``class_`` is the attribute ``class``, ``stroke_width`` is ``stroke-width``; None leaves an attribute out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{shown(_word(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(
        child if isinstance(child, Markup) else shown(_word(child)) for child in children if child is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{inner}</{name}>")


def joined(*pieces: Markup | None) -> Markup:
    """Several pieces as one."""
    return Markup("".join(piece for piece in pieces if piece is not None))


_VOID = frozenset({"meta", "br", "hr", "col"})


def _word(value: object) -> str:
    """A number with no more digits than a drawing needs; everything else as it is."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
