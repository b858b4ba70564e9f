"""Write the tables of the hotlines in this folder: operators, availability and the forecast of calls.

    python instances/generate.py [NAME …]

Each `hotline.yaml` is written by hand; the tables follow from it, from a recipe below and from the hotline's name as
seed, so that the same commit always gives the same files. Names and addresses are invented.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from random import Random

from ruamel.yaml import YAML

from scheduler.instance.base import parse_weekdays
from scheduler.instance.instance import Instance

HERE = Path(__file__).parent
Row = tuple[str, ...]

PEOPLE = (
    ("Anna Clara Felix Greta Jonas Lena", "Bauer Hoffmann Keller Lindner Vogel"),
    ("Budi Dewi Eko Putri Rizky Sari", "Hidayat Kusuma Santoso Wibowo Nugroho"),
    ("Ana Bruno Camila Diego Luiza Rafael", "Almeida Costa Ferreira Ramos Souza"),
    ("Amina Chidi Folake Kwame Ngozi Zainab", "Adeyemi Balogun Mensah Okafor Owusu"),
    ("Aarav Divya Isha Kavya Rohan Vikram", "Iyer Menon Patel Rao Sharma"),
    ("Eliška Jakub Kateřina Ondřej Tereza Vojtěch", "Beneš Dvořák Kučera Říha Svoboda"),
    ("Chloé Étienne Hugo Inès Maëlle Théo", "Bernard Chevalier Dubois Lefèvre Moreau"),
    ("Emine Kerem Leyla Mert Selin Yusuf", "Aydın Çelik Demir Şahin Yılmaz"),
    ("Haruto Kenji Mei Sakura Yui Ren", "Fujita Ito Mori Sato Tanaka"),
    ("Linh Minh Ngân Quang Thảo Tuấn", "Bùi Đặng Lê Phạm Trần"),
    ("Fatima Hassan Karim Layla Omar Salma", "Al-Amin Haddad Khalil Mansour Nasser"),
    ("Astrid Bjørn Freja Lars Saga Søren", "Berg Holm Jørgensen Lund Åkesson"),
)
"""Given names and family names that go together."""

ASCII = str.maketrans({"ı": "i", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"})
"""Letters that do not decompose into an ASCII letter and an accent."""


@dataclass(frozen=True)
class Load:
    """How many calls come, and how long they take.

    Parameters
    ----------
    peak_calls
        Expected calls in the busiest interval of a day with factor 1.
    aht_s
        Mean handling time over the day, in seconds.
    peaks
        Hour, width in hours, and height of each hump of the day's load; they stand on `floor`.
    """

    peak_calls: float
    aht_s: float
    peaks: tuple[tuple[float, float, float], ...]
    floor: float = 0.1


@dataclass(frozen=True)
class Recipe:
    """How to fill the tables of one hotline.

    Parameters
    ----------
    operators
        Number of operators under each contract.
    peak_calls
        Expected calls in the busiest interval of a day with factor 1.
    aht_s
        Mean handling time over the day, in seconds.
    peaks
        Hour, width in hours, and height of each hump of the day's load; they stand on `floor`.
    days
        Factor of each day of the horizon; shape (days,).
    habits
        Standing entries (when, from, to, kind) under each contract, one set an operator, in turn.
    day_off, wish
        Probability that an operator without a standing free day asks for one date off, and that an operator has a wish.
    pins
        Row of the operator, date, from and to of each pinned shift; these operators have no other entry.
    with_offset
        Write the offset from UTC, which tells the two hours apart that share their wall clock.
    queues
        Load of each queue by its name, in place of that of the only one.
    skills
        Skills under each contract, parted by ``|``, one set an operator, in turn.
    """

    operators: Mapping[str, int]
    days: tuple[float, ...]
    habits: Mapping[str, Sequence[Sequence[Row]]]
    peak_calls: float = 0.0
    aht_s: float = 0.0
    peaks: tuple[tuple[float, float, float], ...] = ()
    floor: float = 0.1
    day_off: float = 0.0
    wish: float = 0.0
    pins: tuple[tuple[int, str, str, str], ...] = ()
    with_offset: bool = False
    queues: Mapping[str, Load] = field(default_factory=dict)
    skills: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def loads(self) -> dict[str, Load]:
        """Load of each queue; the only one of a hotline without queues has an empty name."""
        return dict(self.queues) or {"": Load(self.peak_calls, self.aht_s, self.peaks, self.floor)}


OFFICE_DAY = ((10.5, 1.6, 1.0), (14.5, 2.2, 0.85))
FREE: Sequence[Row] = ()

RECIPES = {
    "tiny": Recipe(
        operators={"day": 4}, peak_calls=5, aht_s=240, peaks=((11, 1.5, 1.0), (14.5, 1.5, 0.8)), days=(1,),
        habits={"day": (FREE, (("mon", "09:00", "14:00", "only"),), (("mon", "16:00", "17:00", "avoid"),))},
    ),
    "helpline": Recipe(
        operators={"full": 20, "half": 10}, peak_calls=44, aht_s=270, peaks=OFFICE_DAY, floor=0.15,
        days=(1.12, 1.04, 1, 0.98, 0.94, 0.62, 0, 1.16, 1.06, 1.02, 1, 0.96, 0.64, 0),
        habits={
            "full": (FREE, FREE, (("mon-fri", "08:00", "17:00", "only"),), (("mon-fri", "10:30", "20:00", "only"),),
                     (("fri", "", "", "unavailable"),), (("sat", "", "", "unavailable"),)),
            "half": (FREE, (("mon-fri", "08:00", "14:00", "only"),), (("mon-fri", "13:00", "20:00", "only"),),
                     (("wed", "", "", "unavailable"),), (("mon,tue", "12:00", "20:00", "only"),)),
        },
        day_off=0.4, wish=0.6, pins=((0, "2026-12-09", "08:00", "16:30"),),
    ),
    "admissions": Recipe(
        operators={"staff": 2, "student": 6}, peak_calls=5, aht_s=300, peaks=((9.5, 1.4, 1.0), (14, 2.0, 0.7)),
        floor=0.2, days=(0.7, 0.75, 1.15, 1.05, 0.9, 0.8, 0, 1, 0.9, 0.7, 1.3, 0.8, 0, 0),
        habits={
            "staff": (FREE, (("mon-fri", "08:00", "16:00", "only"),)),
            "student": (FREE, (("mon,wed", "08:00", "12:00", "unavailable"),), (("tue,thu", "12:00", "19:00", "only"),),
                        (("sat", "", "", "unavailable"), ("fri", "12:00", "18:00", "unavailable"))),
        },
        day_off=0.5, wish=0.6,
    ),
    "provider-24x7": Recipe(
        operators={"full": 14, "day": 12, "night": 6, "half": 8}, peak_calls=20, aht_s=330,
        peaks=((10.5, 2.2, 0.75), (18.5, 2.8, 1.0)), floor=0.12,
        days=(1.08, 1.02, 1, 0.98, 0.96, 0.85, 0.8, 1.1, 1.04, 1, 0.98, 0.97, 0.86, 0.82),
        habits={
            "full": (FREE, FREE, (("sun", "", "", "unavailable"),)),
            "day": (FREE, (("mon-fri", "05:30", "15:00", "only"),), (("mon-fri", "12:00", "24:00", "only"),)),
            "night": (FREE, (("fri", "", "", "unavailable"),)),
            "half": (FREE, (("sat-sun", "", "", "unavailable"),), (("mon-fri", "08:00", "16:00", "only"),)),
        },
        day_off=0.3, wish=0.5, with_offset=True,
    ),
    "national": Recipe(
        operators={"full": 150, "four-day": 50, "half": 70, "weekend": 30}, peak_calls=448, aht_s=255, peaks=OFFICE_DAY,
        floor=0.2, days=(1.1, 1.04, 1, 0.98, 0.95, 0.66, 0.5),
        habits={
            "full": (FREE, FREE, (("mon-fri", "07:00", "17:00", "only"),), (("mon-fri", "12:00", "22:00", "only"),),
                     (("sun", "", "", "unavailable"),), (("sat", "", "", "unavailable"),)),
            "four-day": (FREE, (("mon", "", "", "unavailable"),), (("sat-sun", "", "", "unavailable"),)),
            "half": (FREE, (("mon-fri", "07:00", "14:00", "only"),), (("mon-fri", "15:00", "22:00", "only"),),
                     (("sun", "", "", "unavailable"),)),
            "weekend": (FREE, (("mon-thu", "", "", "unavailable"),), (("fri", "15:00", "22:00", "only"),)),
        },
        day_off=0.25, wish=0.5,
    ),
    "bilingual": Recipe(
        operators={"full": 22, "half": 12}, days=(1.1, 1.02, 1, 0.98, 0.92, 0.6, 0),
        queues={
            "french": Load(peak_calls=19, aht_s=260, peaks=OFFICE_DAY, floor=0.15),
            "dutch": Load(peak_calls=11, aht_s=250, peaks=((10, 1.8, 1.0), (15.5, 2.0, 0.7)), floor=0.15),
            "english": Load(peak_calls=3.5, aht_s=300, peaks=((12.5, 3.0, 1.0),), floor=0.2),
        },
        skills={
            "full": ("french", "french|dutch|english|fines", "dutch", "french|english", "french", "dutch|french|fines",
                     "french|dutch", "dutch|english", "french", "french|dutch|english"),
            "half": ("french", "dutch|french", "french|english|fines", "dutch", "french", "dutch|english"),
        },
        habits={
            "full": (FREE, FREE, (("mon-fri", "08:00", "17:00", "only"),), FREE,
                     (("mon-fri", "10:30", "20:00", "only"),), (("sat", "", "", "unavailable"),)),
            "half": (FREE, (("mon-fri", "08:00", "14:00", "only"),), (("mon-fri", "13:00", "20:00", "only"),),
                     (("wed", "", "", "unavailable"),)),
        },
        day_off=0.3, wish=0.5,
    ),
    "crisis-line": Recipe(
        operators={"volunteer": 40}, peak_calls=1.5, aht_s=1500, peaks=((22.0, 2.5, 1.0),), floor=0.2, days=(1.0,) * 31,
        skills={"volunteer": ("experienced", "", "experienced", "", "experienced", "", "experienced", "trainee")},
        habits={"volunteer": (FREE, (("fri,sat", "22:00", "02:00", "avoid"),), (("mon", "", "", "unavailable"),), FREE,
                              (("mon-thu", "22:00", "02:00", "unavailable"),))},
        day_off=0.3, wish=0.4,
        pins=((2, "2026-11-01", "18:00", "22:00"), (5, "2026-11-03", "22:00", "02:00"), (9, "2026-11-06", "22:00", "02:00"),
              (12, "2026-11-08", "18:00", "22:00"), (15, "2026-11-11", "18:00", "22:00"), (18, "2026-11-13", "22:00", "02:00"),
              (22, "2026-11-17", "18:00", "22:00"), (26, "2026-11-20", "22:00", "02:00"), (31, "2026-11-24", "18:00", "22:00"),
              (36, "2026-11-28", "22:00", "02:00")),
    ),
}


def tables(name: str) -> dict[str, str]:
    """Text of each table of the hotline `name`, by file name."""
    recipe, random = RECIPES[name], Random(f"hotline {name}")
    document = YAML(typ="safe").load(HERE / name / "hotline.yaml")
    operators = list(people(recipe, random))
    columns = (*OPERATORS, *(["skills"] if recipe.skills else []))
    instance = Instance.model_validate(document | {
        "operators": [dict(zip(columns, row, strict=True)) for row in operators],
        "calls": {"forecast": []},
        "availability": [],
    })
    return {
        "operators.csv": table(columns, operators),
        "availability.csv": table(AVAILABILITY, availability(recipe, instance, random)),
        "calls.csv": table((*CALLS, *(["queue"] if recipe.queues else [])), calls(recipe, instance)),
    }


OPERATORS: Row = ("id", "name", "email", "contract")
AVAILABILITY: Row = ("operator", "when", "from", "to", "kind")
CALLS: Row = ("start", "calls", "aht_s")


def people(recipe: Recipe, random: Random) -> Iterator[Row]:
    """Invent operators, contract by contract; the given name is the id where it is still free."""
    pairs = [(given, family) for names in PEOPLE for given in names[0].split() for family in names[1].split()]
    random.shuffle(pairs)
    contracts = [contract for contract, count in recipe.operators.items() for _ in range(count)]
    taken: set[str] = set()
    skills = {contract: cycle(sets) for contract, sets in recipe.skills.items()}
    for contract, (given, family) in zip(contracts, pairs, strict=False):
        short = slug(given)
        identity = f"{short}-{slug(family)}" if short in taken else short
        taken.add(identity)
        own = (next(skills[contract]),) if recipe.skills else ()
        yield identity, f"{given} {family}", f"{identity}@example.org", contract, *own


def slug(name: str) -> str:
    """Lower-case ASCII letters of a name."""
    plain = unicodedata.normalize("NFKD", name.translate(ASCII))
    return "".join(letter for letter in plain.lower() if letter.isascii() and letter.isalpha())


def availability(recipe: Recipe, instance: Instance, random: Random) -> Iterator[Row]:
    """Standing habits, single days off, wishes and pins; each leaves room for the least hours of the contract."""
    pinned = {instance.operators[row].id: (day, start, end, "pinned") for row, day, start, end in recipe.pins}
    for row, operator in enumerate(instance.operators):
        if operator.id in pinned:
            yield operator.id, *pinned[operator.id]
            continue
        habits = recipe.habits[operator.contract]
        habit = habits[row % len(habits)]
        yield from ((operator.id, *entry) for entry in (*habit, *single_days(recipe, instance, habit, random)))


def single_days(recipe: Recipe, instance: Instance, habit: Sequence[Row], random: Random) -> Iterator[Row]:
    """Draw one date off, unless the habit has a free day already, and one wish on another date."""
    dates = [instance.grid.date(day) for day in range(instance.grid.days) if instance.opening[day]]
    off, wished = random.sample(dates, 2) if len(dates) > 1 else (dates[0], dates[0])
    if random.random() < recipe.day_off and all(kind != "unavailable" for *_, kind in habit):
        yield off.isoformat(), "", "", "unavailable"
    if random.random() < recipe.wish and not any(named(wished, when) for when, *_ in habit):
        kinds: tuple[Row, ...] = (("", "", "avoid"), ("17:00", "20:00", "avoid"), ("", "", "prefer"))
        yield wished.isoformat(), *random.choice(kinds)


def named(date: dt.date, when: str) -> bool:
    """Whether a standing entry for weekdays such as ``mon-fri`` or ``mon,wed`` names a date."""
    return date.weekday() in parse_weekdays(when)


def calls(recipe: Recipe, instance: Instance) -> Iterator[Row]:
    """Expected calls and mean handling time of every open interval, queue by queue."""
    for name, load in recipe.loads.items():
        for row in calls_of(load, recipe, instance):
            yield (*row, name) if name else row


def calls_of(load: Load, recipe: Recipe, instance: Instance) -> Iterator[Row]:
    """Expected calls and mean handling time of one queue."""
    grid = instance.grid
    top = max(height_at(load, minute / 60) for minute in range(0, 24 * 60, 5))
    for start, end in (window for windows in instance.opening for window in windows):
        for cell in range(start, end, grid.cells_per_interval):
            moment = grid.moment(cell)
            hour = moment.hour + (moment.minute + grid.interval_minutes / 2) / 60
            expected = load.peak_calls * recipe.days[grid.day_of(cell)] * height_at(load, hour) / top
            aht_s = load.aht_s * (1 + 0.06 * math.cos((hour - 19) * math.pi / 12))  # longer in the evening
            local = moment if recipe.with_offset else moment.replace(tzinfo=None)
            yield local.isoformat(timespec="minutes"), f"{expected:.1f}", f"{aht_s:.0f}"


def height_at(load: Load, hour: float) -> float:
    """Relative load at an hour of the day: humps on a floor; the day is a circle."""
    return load.floor + sum(
        height * math.exp(-(((hour - centre + 12) % 24 - 12) ** 2) / (2 * width**2))
        for centre, width, height in load.peaks
    )


def table(header: Row, rows: Iterable[Row]) -> str:
    """CSV text with a header."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the tables of the hotlines named on the command line, or of all."""
    parser = argparse.ArgumentParser(description="Write the tables of the hotlines in this folder.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(RECIPES)}; left out: all")
    names: list[str] = parser.parse_args(arguments).names or list(RECIPES)
    if unknown := set(names) - RECIPES.keys():
        parser.error(f"no recipe for {', '.join(sorted(unknown))}; there are {', '.join(RECIPES)}")
    for name in names:
        for file_name, text in tables(name).items():
            (HERE / name / file_name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
