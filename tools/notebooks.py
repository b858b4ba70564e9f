"""Execute notebooks of `examples/` and write them with what came out to `docs/examples/`.

``python -m tools.notebooks [NAME …]``; without names, all of them. An example that fails, fails this.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import jupytext
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
PAGES = ROOT / "docs" / "examples"

MADE = "<!-- Made by `python -m tools.notebooks` from {source}; edit that. -->\n"
SECONDS = 600
"""Time limit of a cell: a first run compiles."""


def page(example: Path) -> str:
    """Markdown of an example, executed in the project's root."""
    notebook = jupytext.read(example)
    NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(ROOT)}}).execute()
    parts = [part for cell in notebook.cells for part in _of_cell(cell)]
    return MADE.format(source=f"`examples/{example.name}`") + "\n\n".join(parts) + "\n"


def _of_cell(cell: Any) -> list[str]:
    if cell.cell_type != "code":
        return [cell.source]
    return [f"```python\n{cell.source}\n```", *(text for output in cell.outputs if (text := _of_output(output)))]


def _of_output(output: Any) -> str:
    """What a cell gave: a table as it is, anything else as text; what goes to standard error is left out."""
    if output.output_type == "stream":
        return f"```\n{output.text.rstrip()}\n```" if output.name == "stdout" and output.text.strip() else ""
    data = output.get("data", {})
    if table := re.search(r"<table.*</table>", data.get("text/html", ""), re.DOTALL):
        return re.sub(r' (?:border|class|style)="[^"]*"', "", table[0])
    return f"```\n{data['text/plain']}\n```" if "text/plain" in data else ""


def main() -> None:
    """Write a page for each example that was named, or for all."""
    PAGES.mkdir(exist_ok=True)
    for example in [EXAMPLES / f"{name}.py" for name in sys.argv[1:]] or sorted(EXAMPLES.glob("*.py")):
        (PAGES / f"{example.stem}.md").write_text(page(example), encoding="utf-8")


if __name__ == "__main__":
    main()
