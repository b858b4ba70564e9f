"""Write the pages that are made from the code: ``python -m tools.reference``.

A test fails while one of them is not what the code says.
"""

from __future__ import annotations

from pathlib import Path

from scheduler.engine.search_params import SearchParams
from scheduler.instance.instance import Instance
from scheduler.roster import Roster
from tools.command_page import commands, exit_codes
from tools.model_pages import sections
from tools.presets_page import laws

DOCS = Path(__file__).resolve().parent.parent / "docs"

MADE = "<!-- Made by `python -m tools.reference` from the code; edit the docstrings there. -->\n"

INSTANCE = """# The instance

A folder with `hotline.yaml` and the tables it names, or one workbook with the same content. This page lists every key.
`schedule schema` prints the same as a JSON Schema, with which an editor completes and checks the file.

A *table* may stand inline, or be the name of a CSV file with the keys as its columns. Local times are on the hotline's clock.
An unknown key is refused, and so is a value that is not allowed: the message says where it stands.

"""

ROSTER = """# roster.json

What `schedule solve` writes for programs, and what the library's results are made of.
Names stay as they are from version to version.

"""

COMMANDS = """# The command line

The result goes to standard output, progress and messages to standard error. `--json` prints one object.
Ctrl-C stops a search and writes the best roster so far. `NO_COLOR` is obeyed.

"""


PARAMETERS = """# Parameters of the search

Every number that steers the search, with its unit, its reason, and what was measured. They are one frozen object,
`SearchParams` in `scheduler/engine/search_params.py`, which an experiment reads from a TOML file:

```toml
dual_share = 0.3

[annealing]
hottest = 0.3
```
What a file leaves out keeps its default; an unknown key is refused.

"""


PRESETS = """# Laws on working time

```yaml
preset: {law: de-arbzg}
```
holds contracts, shifts and breaks to a law. What you leave out is then as it asks: the rest between shifts, the longest rest
of a week, the longest stretch of work. What you write may only be stricter: a looser value is refused with its article, and so
is a price in `objective.bounds` for what the law keeps always. Breaks are yours to write, and refused where it asks for more.

`override: [hours_per_week]` says that you answer for a value yourself, such as an average over months, an opt-out or a
collective agreement; it names fields of contracts, `shift_work` or `breaks`. `schedule check INSTANCE` says what you have
overridden, and what the law asks and no rule here keeps. Pinned shifts of other lengths than the templates, and the
breaks of split shifts, are not looked at.

The values are those of the texts named below, as of November 2026. They are no legal advice: exceptions, collective agreements
and rules for young people, for instance, are not in them.

"""


def pages() -> dict[str, str]:
    """Text of each page by its place in the documents."""
    return {
        "reference/instance.md": MADE + INSTANCE + "\n".join(sections(Instance)),
        "reference/roster.md": MADE + ROSTER + "\n".join(sections(Roster)),
        "reference/commands.md": MADE + COMMANDS + exit_codes() + "\n" + "\n".join(commands()),
        "reference/presets.md": MADE.replace("the docstrings there", "`instance/presets/`") + PRESETS + "\n".join(laws()),
        "inside/parameters.md": MADE + PARAMETERS + "\n".join(sections(SearchParams)),
    }


def main() -> None:
    """Write all pages."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
