"""Plural forms, dates, numbers, and the few words that programs read again."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from scheduler.language.breaks import BREAKS
from scheduler.language.codes import CODES
from scheduler.language.words import known, language

MONDAY = dt.date(2026, 9, 7)


@pytest.mark.parametrize(("count", "said"), [
    (1, "1 смена"), (2, "2 смены"), (5, "5 смен"), (11, "11 смен"), (12, "12 смен"), (21, "21 смена"), (22, "22 смены"),
    (1112, "1\xa0112 смен"), (0, "0 смен")])
def test_russian_has_its_three_forms(count, said):
    assert language("ru").say_n("{count} shift", "{count} shifts", count) == said


@pytest.mark.parametrize(("code", "said"), [
    ("en", ["1 day", "3 days"]), ("de", ["1 Tag", "3 Tage"]), ("es", ["1 día", "3 días"]), ("id", ["1 hari", "3 hari"])])
def test_other_languages_have_two_forms_or_one(code, said):
    assert [language(code).say_n("{count} day", "{count} days", count) for count in (1, 3)] == said


@pytest.mark.parametrize(("code", "day", "short"), [
    ("en", "Monday 7 September 2026", "Mon 7 Sep"), ("de", "Montag, 7. September 2026", "Mo, 7. Sept."),
    ("ru", "понедельник, 7 сентября 2026 г.", "пн, 7 сент."), ("es", "lunes, 7 de septiembre de 2026", "lun 7 sept"),
    ("id", "Senin, 7 September 2026", "Sen, 7 Sep")])
def test_dates_are_written_as_people_write_them(code, day, short):
    assert language(code).dated("EEEE d MMMM y", MONDAY) == day
    assert language(code).dated("EEE d MMM", dt.datetime(2026, 9, 7, 23, 30, tzinfo=dt.UTC)) == short


@pytest.mark.parametrize(("code", "figure", "share"), [
    ("en", "1,234.50", "85.5 %"), ("de", "1.234,50", "85,5 %"), ("ru", "1\xa0234,50", "85,5 %"), ("es", "1.234,50", "85,5 %"),
    ("id", "1.234,50", "85,5%")])
def test_numbers_too(code, figure, share):
    assert language(code).figure(f"{1234.5:,.2f}") == figure
    assert language(code).percent(0.855, 1) == share


@pytest.mark.parametrize("code", CODES)
def test_a_repeated_hour_says_which_of_the_two_it_is(code):
    zone, first = ZoneInfo("Europe/Berlin"), dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    times = [language(code).clock(first + dt.timedelta(hours=hour), zone) for hour in range(3)]
    assert [time[:5] for time in times] == ["02:30", "02:30", "03:30"]
    assert "1" in times[0][5:] and "2" in times[1][5:] and not times[2][5:]
    assert ("1st" in times[0]) == (code == "en")


@pytest.mark.parametrize("code", CODES)
def test_what_stands_for_something_else_differs_from_its_like(code):
    say = language(code).say
    letters = {words.letter(language(code)) for words in BREAKS.values()}
    assert len(letters) == len(BREAKS)
    assert all(len(letter) == 1 for letter in letters)
    sheets = {say(title) for title in ("Roster", "Days", "Breaks", "Coverage", "Operators", "Summary")}
    assert len(sheets) == 6
    assert all(len(title) <= 31 and not set("[]:*?/\\") & set(title) for title in sheets), "as Excel wants them"
    for texts in (("Operator", "Name", "Date", "Kind", "Start", "End", "Minutes"), ("Shifts", "Hours", "Least", "Most"),
                  ("Start", "Calls", "Required", "On phone", "Short", "Service level", "Queue"),
                  ("Leave", "Sick", "Holiday", "n/a", "off"), ("lunch", "breather")):
        assert len({say(text).lower() for text in texts}) == len(texts)


@pytest.mark.parametrize("code", CODES)
def test_a_sentence_that_ends_with_a_day_has_one_full_stop_at_most(code):
    day = language(code).dated("d MMM", MONDAY)
    assert not language(code).say("Closed: {days}.", days=day).endswith("..")


def test_what_may_stand_in_a_document_is_known_in_every_language():
    assert known("lunch") == {"lunch", "Mittagspause", "обед", "almuerzo", "istirahat makan"}
    assert known("Late", "shift") == {"Late", "Spät", "Вечер", "Tarde", "Sore"}


def test_without_a_code_it_is_english():
    assert language(None).code == language("en").code == "en"
