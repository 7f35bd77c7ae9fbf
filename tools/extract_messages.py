"""Find translatable sentences where Babel does not look by itself, for `make messages`.

Babel calls these functions for the files named in babel.cfg: Django templates, and the claims among the
evidence files. It also passes keywords and comment tags, which neither needs.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from typing import IO

from django.utils.translation.template import templatize

STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(?P<name>n?p?gettext|_)\((?P<strings>{STRING}(?:\s*,\s*{STRING})*)")
KEYS_PEOPLE_READ = ("claim", "sentence")

Message = tuple[int, str | None, str | tuple[str, ...], list[str]]


def extract_templates(
    fileobj: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, str]
) -> Iterator[Message]:
    """Yield line number, function name, message and comments for each sentence of one Django template."""
    source = templatize(fileobj.read().decode(options.get("encoding", "utf-8")))
    for call in CALL.finditer(source):
        strings = tuple(ast.literal_eval(f"[{call['strings']}]"))
        line = source.count("\n", 0, call.start()) + 1
        yield line, call["name"], strings[0] if len(strings) == 1 else strings, []


def extract_claims(
    fileobj: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, str]
) -> Iterator[Message]:
    """Yield each claim and its verdict's sentence from one file of claims."""
    for name, claim in tomllib.load(fileobj).items():
        for key in KEYS_PEOPLE_READ:
            yield 1, None, claim[key], [name]
