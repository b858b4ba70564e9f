"""Write the reference pages that are made from the code: ``python -m tools.reference``.

A test fails while a page in `docs/reference/` is not what the code says.
"""

from __future__ import annotations

from pathlib import Path

from scheduler.instance.instance import Instance
from scheduler.roster import Result
from tools.command_page import commands, exit_codes
from tools.model_pages import sections

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"

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


def pages() -> dict[str, str]:
    """Text of each page by the name of its file."""
    return {
        "instance.md": MADE + INSTANCE + "\n".join(sections(Instance)),
        "roster.md": MADE + ROSTER + "\n".join(sections(Result)),
        "commands.md": MADE + COMMANDS + exit_codes() + "\n" + "\n".join(commands()),
    }


def main() -> None:
    """Write all pages."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
