"""No label without its translation, in any language."""

from __future__ import annotations

import io
import re

import pytest

from scheduler.language.codes import CODES, ENGLISH
from tools.catalogues import catalogue_of, differences, of_python

TRANSLATED = [code for code in CODES if code != ENGLISH]
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def placeholders(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text))


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated_with_everything_that_is_filled_in(code):
    assert list(differences(code)) == [], "run python -m tools.catalogues, and translate what it adds"
    catalogue = catalogue_of(code)
    for message in catalogue:
        if not message.id:
            continue
        forms = message.string if message.pluralizable else (message.string,)
        right = placeholders(message.id[1] if message.pluralizable else message.id)
        assert not message.fuzzy, message.id
        assert len(forms) == (catalogue.num_plurals if message.pluralizable else 1), message.id
        for form in forms:
            assert form.strip(), f"{code}: {message.id!r} has no translation"
            assert placeholders(form) == right, f"{code}: {form!r} does not say what {message.id!r} says"


def test_literals_are_found_wherever_they_are_said():
    text = b'say = x.say\nsay("one", a=1)\nx.y.say_n("a", "b", 3)\nsay(text)\nmarked("two" "three")\nother("four")\n'
    found = [texts for _, _, texts, _ in of_python(io.BytesIO(text), {"say", "say_n", "marked"})]
    assert found == [["one"], ["a", "b", 3], ["twothree"]]
