"""A language of no country, in which every message stands in brackets: what is left outside them was never marked."""

from __future__ import annotations

import gettext
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from html.parser import HTMLParser
from io import BytesIO

from scheduler.language.words import Language

OPEN, CLOSED = "⟦", "⟧"
_INNERMOST = re.compile(f"{OPEN}[^{OPEN}{CLOSED}]*{CLOSED}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SHOWN_PARTS = re.compile(r"xl/(sharedStrings|workbook|charts/chart\d+)\.xml")
_SHOWN = re.compile(r'<(?:t|a:t)(?: [^>]*)?>([^<]*)<|<c:v>([^<]*)<|<sheet name="([^"]*)"')


class _Bracketed(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSED}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


class Pseudo(Language):
    """Messages in brackets, and a decimal point of its own."""

    def __init__(self) -> None:
        super().__init__("en", _Bracketed())

    def figure(self, text: str) -> str:
        return text.replace(".", "·")


class _Visible(HTMLParser):
    """Texts that a page shows or reads out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag, attrs):
        self._hidden += tag in ("style", "script")
        self.texts += [value or "" for name, value in attrs if name in ("title", "aria-label", "alt", "placeholder")]

    def handle_endtag(self, tag):
        self._hidden -= tag in ("style", "script")

    def handle_data(self, data):
        if not self._hidden:
            self.texts.append(data)


def of_page(page: str) -> list[str]:
    """What a page of HTML shows."""
    parser = _Visible()
    parser.feed(page)
    return parser.texts


def of_workbook(content: bytes) -> Iterator[str]:
    """What a workbook shows: its cells, the titles of its sheets, and its charts."""
    with zipfile.ZipFile(BytesIO(content)) as book:
        for name in filter(_SHOWN_PARTS.fullmatch, book.namelist()):
            yield from (unescape("".join(found)) for found in _SHOWN.findall(book.read(name).decode()))


def not_marked(texts: Iterable[str], data: Iterable[str]) -> set[str]:
    """Words outside brackets that are no data of the hotline either."""
    known = sorted(filter(None, data), key=len, reverse=True)
    return {word for text in texts for word in _WORD.findall(_rest(text, known))}


def _rest(text: str, known: Iterable[str]) -> str:
    while (less := _INNERMOST.sub(" ", text)) != text:
        text = less
    for each in known:
        text = text.replace(each, " ")
    return text
