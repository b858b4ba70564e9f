"""What single hotlines get of their own among many: a table of time limits and numbers of searches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from scheduler.instance.base import Model
from scheduler.instance.operators import empty_is_none
from scheduler.library.reading import rows_of_file

MOST_SEEDS = 1000
_Optional = BeforeValidator(empty_is_none)


class Limit(Model):
    """What one hotline gets; what is left out is as for all.

    Parameters
    ----------
    hotline
        Its name: that of its folder or file.
    time_limit
        Seconds of each search.
    seeds
        Searches, each with the next seed.
    """

    hotline: str
    time_limit: Annotated[float | None, Field(ge=0.1), _Optional] = None
    seeds: Annotated[int | None, Field(ge=1, le=MOST_SEEDS), _Optional] = None


def read_limits(path: Path, hotlines: Iterable[str]) -> Mapping[str, Limit]:
    """Limits by hotline, of a CSV table with the columns ``hotline, time_limit, seeds``.

    Parameters
    ----------
    hotlines
        Names there are.

    Raises
    ------
    InputError
        With everything that is wrong, each with its place: also a hotline that is none of these, or has two rows.
    """
    names = frozenset(hotlines)

    def refused(rows: Sequence[Limit]) -> Iterator[tuple[int, str, str]]:
        often = Counter(row.hotline for row in rows)
        for index, row in enumerate(rows):
            if row.hotline not in names:
                shown = ", ".join(sorted(names)[:10]) + (", …" if len(names) > 10 else "")
                yield index, "hotline", f"found {row.hotline!r}; allowed are the hotlines that are solved: {shown}"
            elif often[row.hotline] > 1:
                yield index, "hotline", f"found {row.hotline!r} {often[row.hotline]} times; allowed is one row for each"

    return {row.hotline: row for row in rows_of_file(path, Limit, refused)}
