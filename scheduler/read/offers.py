"""Reading a table of offers, every fault with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from scheduler.errors import Fault, InputError
from scheduler.guards import read_file
from scheduler.instance.base import Model
from scheduler.instance.offers import Offer
from scheduler.instance.words.guide import Guide
from scheduler.instance.words.messages import found, translate
from scheduler.read.tables import Columns, TableRows, read_csv

MAX_BYTES = 1_000_000


class _Table(Model):
    """The table as a document, so that its faults are told as those of an instance."""

    offers: tuple[Offer, ...]


def read_offers(path: Path) -> tuple[Offer, ...]:
    """Offers of a CSV file, in its order.

    Raises
    ------
    InputError
        With everything that is wrong, each with its row and column.
    """
    table = read_csv(read_file(path, str(path), MAX_BYTES), str(path), Columns.of(Offer))
    try:
        offers = _Table.model_validate({"offers": table.rows}).offers
    except ValidationError as error:
        raise InputError([*table.faults, *_faults(error, table)]) from None
    faults = [*table.faults, *_repeated(offers, table)]
    if not offers and not faults:
        faults.append(Fault(str(path), "", "no offer in the table; at least one is needed"))
    if faults:
        raise InputError(faults)
    return offers


def _faults(error: ValidationError, table: TableRows) -> Iterator[Fault]:
    errors = error.errors(include_url=False)
    for where, message in translate(errors, Guide(_Table), {"offers": table.rows}):
        column = str(where[2]) if len(where) > 2 else ""
        if column not in table.lacking:
            yield Fault(table.places.place(where[1:]), column, message)


def _repeated(offers: tuple[Offer, ...], table: TableRows) -> Iterator[Fault]:
    seen: Counter[tuple[str, int]] = Counter()
    for index, offer in enumerate(offers):
        seen[offer.name, offer.term_months] += 1
        if seen[offer.name, offer.term_months] == 2:
            yield Fault(table.places.place((index,)), "name", f"found {found(offer.name)} a second time with a term of "
                        f"{offer.term_months} months; allowed is one row for each name and term")
