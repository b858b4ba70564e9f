"""The catalogues of messages, brought up to date with what the package says: ``python -m tools.catalogues``.

New messages are added without a translation, and those that nothing says any more go; a test fails until all are translated.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from scheduler.language.codes import CODES, ENGLISH
from scheduler.version import __version__

PACKAGE = Path(__file__).resolve().parent.parent / "scheduler"
CATALOGUES = PACKAGE / "language" / "catalogues"
_METHODS = [("**/templates/**.j2", "jinja2"), ("**/templates/**.js", "jinja2"), ("**.py", "tools.catalogues:of_python")]
_KEYWORDS = {"say": None, "say_n": (1, 2), "meant": ((1, "c"), 2), "marked": None, "dated": None, "dates": None}


_NO_LINE: Any = None
"""Where a message is said is told by its file alone, as lines move with every change."""


def of_python(
    file: IO[bytes], keywords: Collection[str], *_: object, **__: object
) -> Iterator[tuple[int, str, list[Any], list[str]]]:
    """Messages of a Python file, as Babel asks for them: literals that are handed to one of the keywords.

    Babel's own reader takes a keyword that is no call, such as ``say = language.say``, for the head of the next one.
    """
    text = file.read()
    if not any(f"{keyword}(".encode() in text for keyword in keywords):
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and (name := getattr(node.func, "attr", getattr(node.func, "id", ""))) in keywords:
            texts = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
            if texts and isinstance(texts[0], str):
                yield node.lineno, name, texts, []


@cache
def said() -> Catalog:
    """Every message of the package, with the files in which it is said."""
    catalogue = Catalog()
    for file, _, message, _, context in extract_from_dir(PACKAGE, _METHODS, keywords=_KEYWORDS):
        catalogue.add(message, locations=[(f"scheduler/{file}", _NO_LINE)], context=context)
    return catalogue


def catalogue_of(code: str) -> Catalog:
    """The catalogue of a language as it stands."""
    with (CATALOGUES / f"{code}.po").open("rb") as source:
        return read_po(source, locale=code)


def differences(code: str) -> Iterator[str]:
    """Messages that a catalogue lacks, or has though nothing says them."""
    here, there = ({(message.id, message.context) for message in each if message.id}
                   for each in (said(), catalogue_of(code)))
    yield from (f"{code}: lacks {key}" for key in sorted(here - there, key=str))
    yield from (f"{code}: nothing says {key}" for key in sorted(there - here, key=str))


def main() -> None:
    """Bring all catalogues up to date."""
    for code in CODES:
        if code != ENGLISH:
            path = CATALOGUES / f"{code}.po"
            catalogue = catalogue_of(code) if path.exists() else Catalog(locale=code)
            catalogue.update(said(), no_fuzzy_matching=True, update_creation_date=False)
            catalogue.obsolete.clear()
            catalogue.header_comment = "# What documents say; brought up to date by `python -m tools.catalogues`."
            catalogue.project, catalogue.version, catalogue.fuzzy = "hotline-scheduler", __version__, False
            catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
            with path.open("wb") as target:
                write_po(target, catalogue, width=120, sort_output=True)


if __name__ == "__main__":
    main()
