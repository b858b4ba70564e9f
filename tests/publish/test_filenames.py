"""Names of calendar files are safe, never meet and stay."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scheduler.publish.filenames import calendar_name
from scheduler.publish.text import one_line
from tests.builders.properties import examples

NASTY = ("=1+1", "@SUM(A1)", "{=1+1}", "a\r\nBEGIN:VEVENT", "x\nATTACH:http://evil", "\x00\x0b\x1f", "\u202eabc",
         "<script>alert(1)</script>", "\"><svg onload=x>", "</style><b>", "http://example.com", "mailto:a@b",
         "internal:Roster!A1", "مرحبا",
         "👩‍💻", "_x0041_", "CON", "../../etc/passwd", "a;b,c:d\\n\\", "]]>", "&amp;&#0;",
         "\ufffe\ufffd", "{{7*7}}", "\x85\u2028x")
names = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), st.sampled_from(NASTY),
                  st.builds(str.__add__, st.sampled_from(NASTY), st.text(max_size=8))).map(str.strip).filter(one_line)
TWINS = ("anna", "Anna", "ANNA", "ann\u00e9", "anne\u0301", "a.", "a", " a", "aux", "aux.txt", "com1", "-x", ".x", "~",
         "x" * 200, "x" * 201)


@settings(max_examples=examples(40), phases=[Phase.generate])
@given(st.lists(st.one_of(names, st.sampled_from(TWINS)), min_size=50, max_size=50, unique=True))
def test_file_names_are_safe_and_never_meet(ids):
    files = [calendar_name(operator_id) for operator_id in ids]
    assert len({unicodedata.normalize("NFD", file).casefold() for file in files}) == len(ids)
    for file in files:
        assert len(file.encode()) <= 100
        assert not re.search(r'[\x00-\x1f\x7f<>:"/\\|?*\s]', file)
        assert file[0] not in ".-" and not file.removesuffix(".ics").endswith((".", " "))
        assert not re.fullmatch(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", file)


def test_file_names_stay_what_they_were():
    """Subscribed calendars must not move."""
    assert calendar_name("anna") == "anna.ics"
    assert calendar_name("jo.d-2_b") == "jo.d-2_b.ics"
    assert calendar_name("Anna") == "Anna~bf4fccd61625.ics"
    assert calendar_name("nul") != "nul.ics"
