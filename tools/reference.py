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


def pages() -> dict[str, str]:
    """Text of each page by its place in the documents."""
    return {
        "reference/instance.md": MADE + INSTANCE + "\n".join(sections(Instance)),
        "reference/roster.md": MADE + ROSTER + "\n".join(sections(Roster)),
        "reference/commands.md": MADE + COMMANDS + exit_codes() + "\n" + "\n".join(commands()),
        "inside/parameters.md": MADE + PARAMETERS + "\n".join(sections(SearchParams)),
    }


def main() -> None:
    """Write all pages."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
