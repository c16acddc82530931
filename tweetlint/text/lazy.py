"""Expressions that are compiled when they are first tried: one draft needs a few of many, and compiling is slow."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

import regex

_USED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _Lazy:
    """Stands for a compiled pattern, and hands out the methods of ``_USED``."""

    def __init__(self, compile_it: Callable[[], Any]) -> None:
        self._compile_it = compile_it

    def __getattr__(self, name: str) -> Any:
        if name not in _USED:
            raise AttributeError(name)
        compiled = self._compile_it()
        for method in _USED:  # found on the object itself from now on
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy_re(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern ``source`` of the standard library; nothing is said of a mistake in it before its first use."""
    return cast("re.Pattern[str]", _Lazy(lambda: re.compile(source, flags)))


def lazy_regex(source: str, flags: int = 0) -> regex.Pattern[str]:
    """The pattern ``source`` of the ``regex`` library; nothing is said of a mistake in it before its first use."""
    return cast("regex.Pattern[str]", _Lazy(lambda: regex.compile(source, flags)))
