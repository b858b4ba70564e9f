"""The directions of imports, and that every rule has its checker: what ARCHITECTURE.md promises, read from the code."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from scheduler.check.cost import soft_rules
from scheduler.check.rules import rule_files

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "scheduler"

BASE = {"errors", "timegrid", "instance"}
BELOW_SOLVE = BASE | {"guards", "roster", "shift_plan", "demand", "rules", "model", "engine", "check", "simulate"}
MAY_IMPORT = {
    "__init__": BELOW_SOLVE | {"library", "read", "publish", "solve", "version"},
    "version": set(),
    "errors": set(),
    "guards": {"errors"},
    "timegrid": {"errors"},
    "instance": {"errors", "timegrid"},
    "roster": BASE,
    "shift_plan": BASE | {"roster"},
    "demand": BASE,
    "read": BASE | {"guards", "roster", "demand"},
    "rules": BASE | {"roster"},
    "model": BASE | {"roster", "demand", "rules"},
    "engine": BASE | {"roster", "demand", "rules", "model"},
    "check": BASE | {"guards", "roster", "demand"},
    "simulate": BASE | {"guards", "roster", "demand"},
    "publish": BASE | {"guards", "roster", "shift_plan", "demand", "check", "version"},
    "solve": BELOW_SOLVE | {"version"},
    "library": BELOW_SOLVE | {"read", "publish", "solve"},
    "cli": BELOW_SOLVE | {"read", "publish", "solve", "library", "version"},
    "__main__": {"cli"},
}
"""Which parts of the package each part may import, besides itself."""

ONLY_IN = {
    "click": {"cli"},
    "rich": {"cli"},
    "ortools": {"model"},
    "numba": {"model", "engine", "simulate"},
    "highspy": set(),
    "lightgbm": {"demand/forecast/boosting"},
    "ruamel": {"read"},
    "openpyxl": {"read", "publish", "check/exports"},
    "python_calamine": {"read"},
    "defusedxml": {"read", "publish", "check/exports"},
    "xlsxwriter": {"publish", "read"},
    "icalendar": {"publish", "check/exports"},
    "jinja2": {"publish"},
}
"""Where a library may be imported: a part, or one module or sub-package of it."""

NOT_OF_ONE_OPERATOR = {"coverage", "topic_cover", "seats"}
"""What is checked besides the rules of one operator's roster: those of all together."""


def modules() -> Iterator[tuple[str, Path]]:
    """Name such as ``check/rest`` and file of every module of the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).with_suffix("").as_posix(), path


def imports(path: Path) -> set[str]:
    """Dotted names a file imports, at its top, inside functions, and for type checking only."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: imports are absolute"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def part_of(module: str) -> str:
    """The part of the package in which a module lies: its first folder, or the module itself."""
    return module.split("/")[0]


def imported_parts(path: Path) -> set[str]:
    """Parts of this package that a file imports; names of the package itself belong to none."""
    return {name.split(".")[1] for name in imports(path) if name.startswith("scheduler.")}


def names_of_rules(folder: str) -> set[str]:
    """Values of the top-level constants NAME of the modules in a folder."""
    found = set()
    for path in (PACKAGE / folder).glob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if any(isinstance(target, ast.Name) and target.id == "NAME" for target in targets):
                found.add(ast.literal_eval(node.value))  # type: ignore[attr-defined]
    return found


def public(node: ast.Module | ast.ClassDef) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef]:
    """A module or class, and the public functions and classes in it."""
    yield node
    for each in node.body:
        if isinstance(each, ast.ClassDef) and not each.name.startswith("_"):
            yield from public(each)
        elif isinstance(each, ast.FunctionDef) and not each.name.startswith("_"):
            yield each


def test_every_part_is_known():
    assert {part_of(module) for module, _ in modules()} <= MAY_IMPORT.keys()


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_lower_never_imports_higher(part):
    allowed = MAY_IMPORT[part] | {part}
    wrong = {
        module: sorted(imported_parts(path) - allowed)
        for module, path in modules()
        if part_of(module) == part and not imported_parts(path) <= allowed
    }
    assert not wrong, f"{part} may import {sorted(allowed)} only"


def test_the_allowed_imports_have_no_cycle():
    done: set[str] = set()
    while free := {part for part, below in MAY_IMPORT.items() if part not in done and below <= done}:
        done |= free
    assert done == MAY_IMPORT.keys()


def imported_modules() -> dict[str, set[str]]:
    """The modules of the package that each of them imports, wherever in the file: ``scheduler.check.cost``."""
    files = {".".join(("scheduler", *module.removesuffix("__init__").split("/"))).rstrip("."): path
             for module, path in modules()}
    # `from a.b import c` names a module or something in one.
    return {
        module: {name if name in files else name.rpartition(".")[0] for name in imports(path)} & files.keys() - {module}
        for module, path in files.items()
    }


def test_no_circle_of_imports_between_modules():
    circle = None
    try:
        TopologicalSorter(imported_modules()).prepare()
    except CycleError as error:
        circle = error.args[1]
    assert circle is None


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_in_its_place(library):
    places = ONLY_IN[library]
    wrong = [
        module
        for module, path in modules()
        if any(name.split(".")[0] == library for name in imports(path))
        and not any(module == place or module.startswith(f"{place}/") for place in places)
    ]
    assert not wrong, f"{library} belongs into {sorted(places)} only"


def test_every_rule_has_its_checker_under_the_same_name():
    assert names_of_rules("rules") == names_of_rules("check/rules") - NOT_OF_ONE_OPERATOR


def test_terms_are_published_in_one_order_and_new_ones_come_last():
    names = [rule.NAME for rule in soft_rules()]
    assert names[:4] == ["pay", "coverage", "wishes", "topic_cover"]
    assert names[4:] == sorted(names[4:])
    assert names == [rule.NAME for rule in rule_files("cost")]


@pytest.mark.parametrize("folder", ["check", "rules", "publish"])
def test_every_public_name_says_what_it_is(folder):
    bare = [
        f"{path.relative_to(ROOT)}: {getattr(node, 'name', 'the file itself')}"
        for path in (PACKAGE / folder).rglob("*.py")
        for node in public(ast.parse(path.read_text(encoding="utf-8")))
        if not ast.get_docstring(node)
    ]
    assert not bare


def test_the_checker_reads_the_break_rules_by_itself():
    text = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "check").rglob("*.py"))
    assert "lunch_of" not in text
    assert "breathers_of" not in text


def test_the_rules_are_those_of_the_format():
    assert names_of_rules("rules") >= {
        "one_shift_a_day", "shift_form", "opening_hours", "breaks", "hours_per_week", "days_per_week",
        "consecutive_days", "rest", "availability", "pins", "wishes",
    }


def test_help_imports_no_heavy_library():
    program = (
        "import sys; from scheduler.cli import main; main(['--help'], standalone_mode=False); "
        "heavy = {'ortools', 'numba', 'numpy', 'pandas', 'pydantic', 'rich'} & sys.modules.keys(); "
        "sys.exit(f'--help imports {sorted(heavy)}' if heavy else 0)"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert answer.returncode == 0, answer.stderr
    assert "solve" in answer.stdout
