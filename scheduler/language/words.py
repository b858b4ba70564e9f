"""What documents say, in one of the languages: words with their plural forms, dates, and numbers.

Messages are written in English where they are said, with names in braces for what is filled in, and stand under that text in
``catalogues/<code>.po``. Catalogues are read as they are, so that a new message is there without a build. A message is
marked for translation by being said: `say`, `say_n`, `meant` and `dated` take it as it stands, and `marked` keeps one that
is said later.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol, get_group_symbol

from scheduler.language.codes import CODES, ENGLISH
from scheduler.timegrid import clock


def marked(text: str) -> str:
    """The text itself, a message that is said later."""
    return text


@dataclass(frozen=True)
class Language:
    """One language.

    Parameters
    ----------
    code
        Its code; also the locale by which dates and numbers are written.
    words
        Its messages.
    """

    code: str
    words: gettext.NullTranslations

    def say(self, text: str, /, **values: object) -> str:
        """A message, with the values that it names in braces."""
        return self._filled(self.words.gettext(text), values)

    def meant(self, context: str, text: str, /) -> str:
        """A message that means something else elsewhere."""
        return self._filled(self.words.pgettext(context, text), {})

    def say_n(self, one: str, many: str, count: int, /, **values: object) -> str:
        """A message in the form that goes with a number, which it may name as ``count``."""
        return self._filled(self.words.ngettext(one, many, count), {"count": self.figure(f"{count:,}"), **values})

    def _filled(self, text: str, values: dict[str, object]) -> str:
        return text.format(**values) if values else text

    def dated(self, pattern: str, date: dt.date, /) -> str:
        """A date by a pattern of CLDR, such as ``EEE d MMM``; its order and punctuation are a message too."""
        return _dated(self.code, self.words.gettext(pattern), dt.date(date.year, date.month, date.day))

    def figure(self, text: str) -> str:
        """A number that is written in English, such as ``1,234.5``, as this language writes it."""
        return text.translate(_separators(self.code))

    def percent(self, share: float, places: int = 0) -> str:
        """A share in percent."""
        return self.say("{number} %", number=self.figure(f"{100 * share:.{places}f}"))

    def clock(self, moment: dt.datetime, zone: ZoneInfo) -> str:
        """``HH:MM`` on the wall clock of a zone; in a repeated hour, which of the two."""
        text = clock(moment, zone)
        return text if text[-1] != ")" else text.replace("1st", self.say("1st")).replace("2nd", self.say("2nd"))

    def span(self, start: dt.datetime, end: dt.datetime, zone: ZoneInfo) -> str:
        """``HH:MM–HH:MM`` on the wall clock of a zone."""
        return f"{self.clock(start, zone)}–{self.clock(end, zone)}"


@lru_cache
def language(code: str | None) -> Language:
    """The language of a code; without one, English."""
    if code in (None, ENGLISH):
        return Language(ENGLISH, gettext.NullTranslations())
    with (files("scheduler.language") / "catalogues" / f"{code}.po").open("rb") as source:
        catalogue = read_po(source, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Language(str(code), gettext.GNUTranslations(compiled))


@lru_cache
def known(text: str, context: str = "") -> frozenset[str]:
    """A message in every language: what may stand in a document that is read again."""
    every = map(language, CODES)
    return frozenset(each.meant(context, text) if context else each.say(text) for each in every)


@lru_cache(maxsize=1 << 12)
def _dated(code: str, pattern: str, date: dt.date) -> str:
    return str(format_date(date, pattern, locale=code))


@lru_cache
def _separators(code: str) -> dict[int, str]:
    return str.maketrans({",": get_group_symbol(code), ".": get_decimal_symbol(code)})
