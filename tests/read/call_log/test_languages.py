"""Tables and logs of other countries and habits: read right, or asked about with place and value; never silently wrong."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InputError

DAYS = [dt.date(2026, 8, day) for day in (12, 13, 14, 17)]
HOURS = range(9, 13)
OFFERED = sum(20 + hour for hour in HOURS) * len(DAYS)


def rows(row: str, day: dt.date) -> list[str]:
    return [row.format(d=day, h=hour, n=hour + 1, c=20 + hour, a=18 + hour) for hour in HOURS]


def table(header: str, row: str, footer: str = "") -> str:
    return "\n".join([header, *(line for day in DAYS for line in rows(row, day)), footer])


@pytest.mark.parametrize(("header", "row", "footer"), [
    ("Datum;Uhrzeit;Anrufe gesamt;Angenommen;Ø Gesprächszeit", "{d:%d.%m.%Y};{h:02d}:00;{c};{a};00:04:00", "Summe;;560;;"),
    ("Дата;Время;Поступило вызовов;Отвечено;Среднее время разговора", "{d:%d.%m.%Y};{h:02d}:00-{n:02d}:00;{c};{a};0:04:00",
     "Итого;;560;;"),
    ("Tanggal,Jam,Jumlah Panggilan,Terjawab,Rata-rata Durasi", "{d:%d/%m/%Y},{h:02d}.00,{c},{a},240", "Jumlah,,560,,"),
    ("Fecha;Hora;Llamadas entrantes;Atendidas;Tiempo medio (s)", "{d:%d/%m/%y};{h}:00;{c};{a};240", "Total general;;560;;"),
    ("Date;Heure;Appels reçus;Appels traités;Durée moyenne", "{d:%d/%m/%Y};{h}h00;{c};{a};00:04:00", "Total;;560;;"),
    (",,Calls,Calls,Handling\nDate,Time,Offered,Answered,AHT (s)", "{d},{h:02d}:00,{c},{a},240", ""),
])
def test_a_table_in_other_words(understand, header, row, footer):
    found = understand(table(header, row, footer))
    assert (found.understood.kind, found.understood.minutes) == ("table", 60)
    assert found.facts == (OFFERED, OFFERED - 2 * len(HOURS) * len(DAYS), 240)
    assert found.said("row of totals passed over") == bool(footer)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings_of_a_table(understand, encoding):
    log = table("Date\tTime\tCalls Offered\tAHT", "{d}\t{h:02d}:00\t{c}\t240")
    assert understand(log.encode(encoding)).facts[0] == OFFERED


def test_an_unknown_encoding_is_asked_about_by_its_titles(understand):
    log = table("Дата;Время;Звонки;Длительность", "{d:%d.%m.%Y};{h:02d}:00;{c};240")
    with pytest.raises(InputError, match="no column is known as the start"):
        understand(log.encode("cp1251"))


@pytest.mark.parametrize(("head", "foot"), [
    ("", "Total {d:%d.%m.%Y},,140,240\n"), ("", "{d:%d.%m.%Y},Total,140,240\n"), ("Date,Time,Calls,AHT\n", "Итого,,140,240"),
    ("", "\n\n"),
])
def test_totals_empty_rows_and_headers_in_the_middle(understand, head, foot):
    days = (head.format(d=day) + "\n".join(rows("{d:%d.%m.%Y},{h:02d}:00,{c},240", day)) + "\n" + foot.format(d=day)
            for day in DAYS)
    log = "Date,Time,Calls,AHT\n" + "\n".join(days)
    assert understand(log).facts[0] == OFFERED


@pytest.mark.parametrize("time_falls", [False, True])
def test_a_date_in_the_first_row_of_a_day_alone(understand, time_falls):
    lines = [f"{day if at == 0 else ''},{row}" for day in DAYS for at, row in enumerate(rows("{h:02d}:00,{c},240", day))]
    if time_falls:  # so that the date is not that of the row above
        lines.insert(3, ",09:00,29,240")
        with pytest.raises(InputError, match="is empty; each row needs a date"):
            understand("\n".join(["Date,Time,Calls,AHT", *lines]))
        return
    found = understand("\n".join(["Date,Time,Calls,AHT", *lines]))
    assert found.facts[0] == OFFERED
    assert found.said("12 rows without a date took that of the row above")


def log_of(header: str, row: str, words: tuple[str, ...]) -> str:
    moments = [dt.datetime(2026, 8, 13 + at // 10, 9 + at % 10, 5, tzinfo=dt.UTC) for at in range(40)]
    return "\n".join([header, *(row.format(t=moment, way=words[at % 2], fate=words[2 + at % 3 // 2])
                                for at, moment in enumerate(moments))])


@pytest.mark.parametrize(("header", "row", "words"), [
    ("Anrufbeginn;Richtung;Gesprächsdauer;Status", "{t:%d.%m.%Y %H:%M:%S};{way};00:04:12;{fate}",
     ("eingehend", "ausgehend", "beantwortet", "verpasst")),
    ("Время вызова;Направление;Длительность;Результат", "{t:%d.%m.%Y %H:%M:%S};{way};00:04:12;{fate}",
     ("входящий", "исходящий", "отвечен", "пропущен")),
    ("Fecha y hora,Tipo,Duración,Estado", "{t:%d/%m/%Y %H:%M:%S},{way},00:04:12,{fate}",
     ("entrante", "saliente", "contestada", "perdida")),
    ("Date et heure;Sens;Durée;Statut", "{t:%d/%m/%Y %H:%M:%S};{way};4m 12s;{fate}",
     ("entrant", "sortant", "répondu", "manqué")),
    ("Waktu Mulai,Arah,Durasi,Status", "{t:%Y/%m/%d %H:%M},{way},252,{fate}",
     ("masuk", "keluar", "terjawab", "tidak terjawab")),
    ("start,call type,duration_seconds,result", "{t:%b %d %Y %I:%M %p},{way},252,{fate}",
     ("Inbound", "Outbound", "Answered", "Missed")),
])
def test_outbound_and_lost_calls_in_other_words(understand, header, row, words):
    found = understand(log_of(header, row, words))
    assert found.understood.calls == 20
    assert found.said("20 rows left out: outbound")
    assert round(found.understood.mean_s) == 252


@pytest.mark.parametrize(("header", "cell", "seconds"), [
    ("Duration", "4m 12s", 252), ("Duration", "0h 04m", 240), ("Duration", "1h 04m", 3840), ("Duration", "00:04:12.5", 252.5),
    ("Duration (ms)", "252000", 252), ("Duration", "0.002916667", 252), ("Dauer (Min.)", "4.2", 252),
    ("duration", "PT4M12S", 252), ("Talk Time sec", "252", 252),
])
def test_durations_in_other_forms(understand, header, cell, seconds):
    log = "\n".join([f"Start,{header}", *(f"2026-08-{12 + at // 10} {9 + at % 10:02d}:05,{cell}" for at in range(30))])
    if seconds > 3600:
        with pytest.raises(InputError, match="hour"):
            understand(log)
        return
    assert abs(understand(log).understood.mean_s - seconds) < 0.1


def test_a_column_of_ways_is_known_by_its_words(understand):
    found = understand(log_of("Start;Kind of thing;Talk Time (s);Status", "{t:%Y-%m-%d %H:%M};{way};252;{fate}",
                              ("inbound", "outbound", "answered", "missed")))
    assert found.understood.calls == 20


@pytest.mark.parametrize(("ways", "others"), [
    (("Inbound", "Outbound"), "VIP"), (("Inbound", "Outbound"), "7"), (("inbound", "outbound"), "Xy"),
])
def test_a_column_that_holds_other_words_tells_no_way(understand, ways, others):
    log = log_of("start,campaign,talk time,status", "{t:%Y-%m-%d %H:%M},{way},252,{fate}", (*ways, "answered", "missed"))
    assert understand(log.replace("13 09:05,Inbound", f"13 09:05,{others}").replace("13 09:05,inbound", f"13 09:05,{others}")
                      ).understood.calls == 40


def test_short_words_of_ways_go_along_with_long_ones(understand):
    log = log_of("start,kind,talk time,status", "{t:%Y-%m-%d %H:%M},{way},252,{fate}",
                 ("inbound", "outbound", "answered", "missed"))
    assert understand(log.replace("13 09:05,inbound", "13 09:05,in")).understood.calls == 20


def test_what_came_counts_and_not_what_was_foretold(understand):
    assert understand(table("Date,Time,Forecast Calls,Actual Calls,AHT", "{d},{h:02d}:00,99,{c},240")).facts[0] == OFFERED


@pytest.mark.parametrize("calls", [0, 3])
def test_an_hour_that_the_clock_skips_has_no_calls(understand, calls):
    rows_of_day = (f"2026-03-29,{hour:02d}:00,{calls if hour == 2 else 10},240" for hour in range(24))
    log = "\n".join(["Date,Time,Calls,AHT", *rows_of_day])
    if calls:
        with pytest.raises(InputError, match="row 4: start: 2026-03-29T02:00:00 does not exist"):
            understand(log, zone=ZoneInfo("Europe/Berlin"))
        return
    found = understand(log, zone=ZoneInfo("Europe/Berlin"))
    assert found.facts[0] == 230
    assert found.said("1 rows of 0 calls at a time that the clock skips passed over")
