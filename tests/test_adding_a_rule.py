"""The page `docs/inside/adding-a-rule.md` says what the code says: its code is that of the files, its names are there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from scheduler.check.cost import soft_rules
from scheduler.check.hard import hard_rules
from scheduler.instance.contracts import Contract
from scheduler.instance.history import History
from scheduler.rules import rules
from scheduler.rules.basis.statement import Statement

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "inside" / "adding-a-rule.md").read_text(encoding="utf-8")


def table() -> dict[str, set[str]]:
    """Rules that use each kind of statement, as the page lists them."""
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", PAGE, re.MULTILINE)
    return {kind: set(re.findall(r"`(\w+)`", listed)) for kind, listed in rows}


def test_code_is_that_of_the_files() -> None:
    blocks = re.findall(r'```python title="(\S+)"\n(.*?)```', PAGE, re.DOTALL)
    assert len(blocks) == 4
    for file, code in blocks:
        assert code in (ROOT / file).read_text(encoding="utf-8"), file


def test_files_and_folders_named_are_there() -> None:
    named = set(re.findall(r"`((?:scheduler|tests)/[\w/.]*|CHANGELOG\.md)`", PAGE))
    assert len(named) > 10
    assert not [name for name in named if not (ROOT / name).exists()]


def test_names_in_files_are_there() -> None:
    named = re.findall(r"`(\w+)`\s(?:of|in|\(`?)\s?`((?:scheduler|tests)/[\w/]+\.py)`", PAGE)
    assert {"CASES", "CONTRACTS", "bounds"} <= {name for name, _ in named}
    for name, file in named:
        assert re.search(rf"\b{name}\b", (ROOT / file).read_text(encoding="utf-8")), (name, file)


def test_every_kind_of_statement_is_listed_with_the_rules_that_use_it() -> None:
    assert table().keys() == {kind.__name__ for kind in get_args(Statement)}
    for rule in set().union(*table().values()):
        source = (ROOT / "scheduler" / "rules" / f"{rule}.py").read_text(encoding="utf-8")
        used = {kind for kind in table() if re.search(rf"\b{kind}\(", source)}
        listed = {kind for kind, listed in table().items() if rule in listed}
        assert listed <= used, rule


def test_rules_are_found_by_their_files() -> None:
    assert {"weekends", "rest", "wishes"} <= rules().keys()
    assert {rule.NAME for rule in (*hard_rules(), *soft_rules())} >= rules().keys()


def test_every_field_of_a_contract_and_of_the_history_is_explained() -> None:
    page = (ROOT / "docs" / "guide" / "rules.md").read_text(encoding="utf-8")
    contract, history = re.findall(r"^\| `(\w+)[:`]", page, re.MULTILINE), set(History.model_fields) - {"operator"}
    assert set(contract) == set(Contract.model_fields) - {"cost_per_hour"} | history
    header = next(line for line in page.splitlines() if line.startswith("operator,"))
    assert set(header.split(",")) == set(History.model_fields)
