"""The documents say what is there: files and links they name exist, made pages are fresh, and every page is on the site."""

from __future__ import annotations

import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import jupytext
import pytest

import scheduler
from tests.test_architecture import BASE, MAY_IMPORT
from tools import reference, results

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *ROOT.glob("benchmarks/*.md")])
CODE = sorted(path for folder in ("scheduler", "tests", "benchmarks", "tools", "instances", "examples")
              for path in (ROOT / folder).rglob("*")
              if path.suffix in (".py", ".yaml", ".j2") and path.parent.name != "compiled")

CITED = re.compile(r"\b((?:(?:docs|benchmarks)/[\w/-]+|[A-Z][A-Z-]+)\.md)\b")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
NAMED = re.compile(r"`((?:scheduler|tests|benchmarks|tools|docs|instances|solutions|examples)/[\w/.-]+)`")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def on_the_site(entries: list[object]) -> Iterator[str]:
    """Files that the site's navigation lists."""
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, dict):
            for inner in entry.values():
                yield from on_the_site(inner if isinstance(inner, list) else [inner])


def test_pages_are_those_of_the_navigation():
    config = tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))
    listed = list(on_the_site(config["project"]["nav"]))
    assert sorted(listed) == sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md"))


@pytest.mark.parametrize("page", reference.pages())
def test_pages_made_from_the_code_are_fresh(page):
    text = reference.pages()[page]
    assert (DOCS / page).read_text(encoding="utf-8") == text, "run `python -m tools.reference`"


@pytest.mark.parametrize("page", ["reference/instance.md", "reference/roster.md", "inside/parameters.md"])
def test_every_key_has_a_meaning(page):
    keys = re.findall(r"^\| `(.+?)` \|([^|]*)\|", reference.pages()[page], re.MULTILINE)
    assert len(keys) > 20
    assert not [key for key, meaning in keys if not meaning.strip()]


def test_every_public_name_is_documented():
    page = (DOCS / "reference" / "library.md").read_text(encoding="utf-8")
    names = set(scheduler.__all__) - {"__version__"}
    assert set(re.findall(r"^::: scheduler\.(\w+)", page, re.MULTILINE)) - {"errors"} == names
    assert not [each for each in names if not inspect.getdoc(getattr(scheduler, each))]


@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.py")), ids=name)
def test_pages_of_examples_have_their_code(example):
    page = (DOCS / "examples" / f"{example.stem}.md").read_text(encoding="utf-8")
    cells = [cell.source for cell in jupytext.read(example).cells]
    assert len(cells) > 5
    assert not [cell for cell in cells if cell not in page], "run `make examples`"


@pytest.mark.parametrize("page", results.PAGES, ids=name)
def test_tables_of_measured_runs_are_fresh(page):
    text = page.read_text(encoding="utf-8")
    assert results.filled(text) == text, "run `python -m tools.results`"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    targets = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link and "mailto:" not in link]
    assert not [target for target in targets if not (page.parent / target).exists()]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_files_that_pages_name_are_there(page):
    assert not [file for file in NAMED.findall(page.read_text(encoding="utf-8")) if not (ROOT / file).exists()]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_code_that_pages_quote_is_that_of_the_files(page):
    quoted = re.findall(r'```python title="(\S+)"\n(.*?)```', page.read_text(encoding="utf-8"), re.DOTALL)
    assert not [file for file, code in quoted if code not in (ROOT / file).read_text(encoding="utf-8")]


def test_documents_that_the_code_cites_are_there():
    missing = {(name(file), cited) for file in CODE for cited in CITED.findall(file.read_text(encoding="utf-8"))
               if not any((folder / cited).exists() for folder in (ROOT, DOCS, file.parent))}
    assert not missing


def test_rooms_of_the_architecture_are_those_of_the_imports():
    rows = re.findall(r"^\| `(\w+)(?:\.py|/)` \| .* \| ([^|]+) \|$", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"),
                      re.MULTILINE)
    listed = {part: set(re.findall(r"`(\w+)`", below)) for part, below in rows}
    assert listed == {part: below - BASE for part, below in MAY_IMPORT.items() if not part.startswith("__")}


def test_words_of_the_glossary_are_those_of_the_code():
    rows = re.findall(r"^\| \*\*(.+)\*\* \| .+ \| `(.+)` \|$", (DOCS / "inside" / "glossary.md").read_text(encoding="utf-8"),
                      re.MULTILINE)
    assert len(rows) > 40
    unused = [(term, place) for term, place in rows if not re.search(rf"\b{term}", words_of(ROOT / place), re.IGNORECASE)]
    assert not unused


def words_of(place: Path) -> str:
    """Text of a module, or of all modules of a folder, names taken apart into words."""
    files = [place] if place.is_file() else sorted(place.rglob("*.py"))
    return " ".join("\n".join(file.read_text(encoding="utf-8") for file in files).replace("_", " ").split())
