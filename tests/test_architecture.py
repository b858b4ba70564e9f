"""The directions of imports, and that every rule has its checker: what ARCHITECTURE.md promises, read from the code."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from scheduler.check.cost import soft_rules
from scheduler.check.rules import rule_files

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "scheduler"

BASE = {"errors", "timegrid", "language", "instance"}
BELOW_SOLVE = BASE | {"guards", "roster", "shift_plan", "rotation_plan", "demand", "rules", "model", "engine", "check",
                      "simulate"}
MAY_IMPORT = {
    "__init__": BELOW_SOLVE | {"reviewed", "library", "read", "publish", "solve", "survey", "operate", "version", "what_if",
                                "many"},
    "version": set(),
    "errors": set(),
    "guards": {"errors"},
    "timegrid": {"errors"},
    "language": {"timegrid"},
    "instance": {"errors", "timegrid", "language"},
    "roster": BASE,
    "reviewed": BASE,
    "shift_plan": BASE | {"roster"},
    "rotation_plan": BASE,
    "demand": BASE,
    "read": BASE | {"guards", "roster", "demand", "what_if"},
    "rules": BASE | {"roster"},
    "model": BASE | {"roster", "rotation_plan", "demand", "rules"},
    "engine": BASE | {"roster", "demand", "rules", "model"},
    "check": BASE | {"guards", "roster", "rotation_plan", "demand"},
    "simulate": BASE | {"guards", "roster", "demand"},
    "publish": BASE | {"guards", "roster", "reviewed", "shift_plan", "demand", "check", "version", "what_if"},
    "solve": BELOW_SOLVE | {"version"},
    "survey": BASE | {"demand", "rules", "solve"},
    "operate": BELOW_SOLVE | {"reviewed", "solve"},
    "what_if": BASE,
    "many": {"errors", "version"},
    "library": BELOW_SOLVE | {"version", "reviewed", "read", "publish", "solve", "survey", "operate", "what_if", "many"},
    "cli": BELOW_SOLVE | {"reviewed", "read", "publish", "solve", "survey", "operate", "library", "version", "what_if", "many"},
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
    "distributed": {"many"},
    "markdown_it": {"publish"},
    "babel": {"language"},
}
"""Where a library may be imported: a part, or one module or sub-package of it."""

NOT_OF_ONE_OPERATOR = {"coverage", "topic_cover", "seats", "unmanned", "minimums", "min_operators", "bounds",
                       "together", "deferrable"}
"""What is checked besides the rules of one operator's roster: those of all together, and the price of what may be missed."""


@cache
def modules() -> tuple[tuple[str, Path], ...]:
    """Name such as ``check/rest`` and file of every module of the package."""
    return tuple((path.relative_to(PACKAGE).with_suffix("").as_posix(), path) for path in sorted(PACKAGE.rglob("*.py")))


@cache
def syntax_of(path: Path) -> ast.Module:
    """The syntax tree of a file, which many of these tests read."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> set[str]:
    """Dotted names a file imports, at its top, inside functions, and for type checking only."""
    names: set[str] = set()
    for node in ast.walk(syntax_of(path)):
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
        for node in syntax_of(path).body:
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
    assert names[:6] == ["unmanned", "pay", "coverage", "wishes", "topic_cover", "minimums"]
    assert names[6:] == sorted(names[6:])
    assert names == [rule.NAME for rule in rule_files("cost")]


@pytest.mark.parametrize("folder", ["check", "rules", "publish"])
def test_every_public_name_says_what_it_is(folder):
    bare = [
        f"{path.relative_to(ROOT)}: {getattr(node, 'name', 'the file itself')}"
        for path in (PACKAGE / folder).rglob("*.py")
        for node in public(syntax_of(path))
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


TESTED_THROUGH = {
    "instance/presets/california": "values with their articles, held against in tests/instance/checks/test_presets.py",
    "instance/presets/eu": "values with their articles, held against in tests/instance/checks/test_presets.py",
    "instance/presets/germany": "values with their articles, held against in tests/instance/checks/test_presets.py",
    "instance/presets/indonesia": "values with their articles, held against in tests/instance/checks/test_presets.py",
    "instance/presets/law": "fields, filled in by every law",
    "instance/presets/uk": "values with their articles, held against in tests/instance/checks/test_presets.py",
    "solve/prepared": "what is refused before a search, tested in tests/solve/test_recipe.py",
    "solve/result": "rosters of all searches, tested in tests/solve/test_recipe.py",
    "library/days": "a day as text, in tests/library/test_explaining.py and tests/library/test_calls.py",
    "model/standby": "held against every choice, and aim by aim, in tests/solve/test_standby.py",
    "check/exports/standby": "held against what is published in tests/publish/test_standby.py",
    "publish/report/standby": "read again in tests/publish/test_standby.py",
    "publish/workbook/standby": "read again in tests/publish/test_standby.py",
    "check/facts/led": "what facilitators hold, left out in tests/check/test_activity_places.py",
    "check/facts/standby": "empty places and places had, counted in tests/check/test_standby.py",
    "model/rotation": "held against every cheaper pattern in tests/solve/test_rotation.py",
    "check/facts/opening": "opening spans, tested in tests/check/rules/test_opening_hours.py",
    "check/facts/people": "whom rules speak of, tested in tests/check/rules/test_together.py",
    "check/facts/rotation": "days that leave a rotation, tested in tests/check/rules/test_rotation.py",
    "check/facts/extra_time": "minutes agreed, counted in tests/check/rules/test_overtime.py",
    "check/rules/time_off": "tested beside overtime in tests/check/rules/test_overtime.py",
    "rules/basis/extra_time": "minutes of each shift, stated in tests/rules/test_overtime.py",
    "rules/time_off": "tested beside overtime in tests/rules/test_overtime.py",
    "check/facts/starts": "starts by the clock, tested in tests/check/rules/test_different_starts.py",
    "engine/counters/comparison": "two kinds of tests/engine/counters/test_walks.py, against enumeration",
    "model/comparison": "the same kinds as constraints, in tests/engine/counters/test_walks.py",
    "engine/counters/long_rest": "a kind of tests/engine/counters/test_walks.py, against enumeration",
    "model/long_rest": "the same kind as constraints, in tests/engine/counters/test_walks.py",
    "rules/basis/long_rest": "the statement that tests/rules/test_weekly_rest.py states",
    "model/operator_days": "days free and fixed, in tests/engine/counters/test_walks.py",
    "rules/basis/comparison": "the statements that tests/engine/counters/test_walks.py enumerates",
    "rules/basis/missed": "what the three counters share that tests/engine/counters/test_walks.py enumerates",
    "rules/basis/starts": "the starts that tests/rules/test_same_start.py compares",
    "instance/words/rules": "words, read in tests/check/test_violation.py and tests/operate/test_swaps.py",
    "engine/counters/possible": "held against every roster there is in tests/engine/counters/test_walks.py",
    "rules/stated": "statements kept, read in tests/survey/test_survey.py and tests/rules/test_preflight.py",
    "publish/interchange/activities": "read again in tests/publish/interchange/test_forms.py",
    "publish/interchange/deputy": "read again in tests/publish/interchange/test_forms.py",
    "publish/interchange/rows": "read again in tests/publish/interchange/test_forms.py",
    "publish/interchange/teams": "read again in tests/publish/interchange/test_forms.py",
    "publish/interchange/teams_graph": "read again in tests/publish/interchange/test_forms.py",
    "publish/interchange/google": "read again in tests/publish/interchange/test_forms.py",
    "publish/interchange/genesys": "read again in tests/publish/interchange/test_forms.py",
    "__main__": "run as a process by tests/cli/test_interrupts.py",
    "engine/__main__": "one call, of the warm-up that every search of the tests makes",
    "simulate/__main__": "one call, of the warm-up that every simulation of the tests makes",
    "version": "a number",
    "check/exports/colleagues": "the names that tests/publish/test_calendars.py puts in and takes out",
    "check/exports/pack": "reads what is written in tests/publish/pack/test_page.py",
    "language/breaks": "words, read in tests/language/test_words.py",
    "language/codes": "names, read in tests/language/test_words.py",
    "instance/briefing": "fields and their faults, read in tests/read/test_briefing.py",
    "publish/pack/folder": "one loop over pages, tested in tests/publish/pack/test_page.py",
    "read/starter_briefing": "texts, read in tests/read/test_briefing.py",
    "reviewed": "fields, filled in tests/builders/reviews.py and by every review",
    "library/reviewing": "one call after the other, tested with planted causes in tests/operate/review/test_hindsight.py",
    "operate/review/replayed": "one call of the simulation, in every review of tests/operate/review/test_hindsight.py",
    "operate/review/staged": "the instances that tests/operate/review/test_hindsight.py searches",
    "operate/review/suggested": "the patch that tests/cli/test_review.py applies",
    "check/facts/windows": "the windows of rules, tested in tests/check/rules/test_together.py",
    "survey/facts": "fields, filled in tests/survey/test_survey.py",
    "library/surveying": "one call, of what tests/survey/test_words.py reads",
    "cli/forecast_shown": "what tests/cli/test_forecast.py reads",
    "cli/log_options": "options, tested with the commands that have them in tests/cli/test_calls.py",
    "cli/absent": "a repair of one event, tested in tests/cli/test_repair.py",
    "cli/candidates": "tested in tests/cli/test_swap.py",
    "operate/judging": "the verdict on swaps, tested in tests/operate/test_swaps.py",
    "operate/rebuilt": "a granted swap, tested in tests/operate/test_swaps.py",
    "cli/publish": "one loop over messages, tested in tests/operate/test_announcing.py",
    "cli/why": "prints what tests/library/test_explaining.py reads",
    "what_if/file": "the form of a file of scenarios, tested by files in tests/read/test_scenario_file.py",
    "what_if/ranges": "numbers to try, tested by files in tests/read/test_scenario_file.py",
    "what_if/steps": "changes of plain data, tested by the hotlines they give in tests/what_if/test_grid.py",
    "what_if/people": "people who join and leave, tested by the hotlines they give in tests/what_if/test_grid.py",
    "what_if/calendar": "days and their calls, tested by the hotlines they give in tests/what_if/test_grid.py",
    "many/places": "one choice, made in tests/cli/test_many.py",
    "publish/many": "the table and the page of many hotlines, tested in tests/library/test_many.py",
    "many/task": "what pools take and give, tested with them in tests/many/test_processes.py",
    "publish/what_if/page": "the page of scenarios, tested from the command line in tests/cli/test_what_if.py",
    "publish/what_if/words": "figures of scenarios, tested from the command line in tests/cli/test_what_if.py",
    "survey/needs": "two figures of every scenario, tested in tests/library/test_scenarios.py",
    "cli/compare": "prints what tests/library/test_explaining.py reads",
    "cli/mending": "what the commands that mend share, tested in tests/cli/test_repair.py",
    "operate/mending": "the search for repairs, tested by those it finds in tests/operate/test_repair.py",
    "model/from_roster": "the way back of what is published, tested in tests/model/test_published.py",
    "cli/notes": "one loop over notes, which are tested in tests/read/test_notes.py",
    "rules/breaks": "a name; its placements are tested in tests/rules/basis/test_break_forms.py",
    "rules/basis/statement": "data classes; what they mean is tested by every rule",
    "instance/words/paths": "a type",
    "instance/checks/notes": "tested with their places in tests/read/test_notes.py",
    "instance/instance": "the library's door to it is tested in tests/library/test_instance.py",
    "demand/forecast/coming": "what the command forecasts, tested in tests/cli/test_forecast.py",
    "demand/forecast/history": "the value that every test in tests/demand/forecast begins with",
    "demand/forecast/horizon": "what the command forecasts, tested in tests/cli/test_forecast.py",
    "demand/forecast/learned": "a cache, used by every method of tests/demand/forecast/test_methods.py",
    "demand/planned": "what sets require, tested in tests/demand/test_demand.py and tests/demand/requirement",
    "demand/queue_demand": "the value that tests/demand/test_demand.py begins with",
    "demand/queueing/patience": "the integrals of Erlang A, tested to 12 digits in tests/demand/queueing/test_erlang.py",
    "engine/bound/master": "tested with the bound that it raises in tests/engine/bound/test_dual.py",
    "engine/bound/price_units": "tested with the prices that it scales in tests/engine/bound/test_dual.py",
    "engine/incumbent": "tested with the search that offers rosters to it in tests/engine/test_search.py",
    "engine/parameters": "tested with the parameters that are of its kind in tests/engine/test_search_params.py",
    "engine/compiled/arrays": "the tuples of arrays, which every loop takes",
    "engine/compiled/best_response": "tested by the rosters it finds in tests/engine/moves/test_guidance.py",
    "engine/compiled/breaks": "tested with the prices of shifts in tests/engine/compiled/test_pricing.py",
    "engine/compiled/columns": "tested with the bound that they raise in tests/engine/bound/test_dual.py",
    "engine/compiled/lookups": "tested by the moves that look up in tests/engine/compiled/test_annealing.py",
    "engine/compiled/proposals": "tested with what becomes of them in tests/engine/compiled/test_annealing.py",
    "engine/compiled/best_first": "tested against enumeration in tests/engine/counters/test_walks.py",
    "engine/compiled/shortest_path": "tested against enumeration in tests/engine/counters/test_walks.py",
    "engine/compiled/warm_up": "run before every search of the tests",
    "engine/counters/automata": "tested with the graph that it builds in tests/engine/counters/test_walks.py",
    "engine/crew": "tested by the moves that it carries out in tests/engine/moves",
    "model/counters": "tested with walks and the program in tests/engine/counters/test_walks.py",
    "model/coverage": "every roster of tiny hotlines is tried in tests/model/test_agreement.py",
    "model/classes": "every roster of tiny hotlines is tried in tests/model/test_agreement.py",
    "model/problem": "every roster of tiny hotlines is tried in tests/model/test_agreement.py",
    "publish/workbook/book": "formats and helpers of the sheets, each of which has its tests",
    "publish/report/drawing": "the drawings of the report, tested in tests/publish/report/test_page.py",
    "read/leftovers": "keys that nobody knows, tested in tests/read/test_damaged.py",
    "rotation_plan": "the value that tests/solve/test_rotation.py asks for",
    "shift_plan": "the value that tests/solve/test_shifts.py asks for",
    "solve/anonymous": "tested through the shifts it finds in tests/solve/test_shifts.py",
    "solve/day_types": "tested through the shifts of each type of day in tests/solve/test_shifts.py",
    "read/loaded": "places of faults, tested in tests/read/test_places.py",
    "read/guards": "two faults, among the damages of tests/read/test_damaged.py",
    "simulate/shown": "what tests/cli/test_simulate.py reads",
    "roster": "tested by every file that is written and read in tests/read/test_result_file.py",
}
"""Modules without tests of their own name, and where they are tested."""

TESTED_AT_THE_DOOR = {
    "library": "parts of the public functions, tested as these in tests/library",
    "engine/dayplan": "ways to a plan of anonymous shifts, tested by what they find in tests/engine/dayplan",
    "engine/moves": "moves of the search, tested by the rosters they leave in tests/engine/moves",
    "model/dayplan": "the program of anonymous shifts, tested against enumeration in tests/model/dayplan",
    "publish/shift_plan": "the page of a plan of shifts, tested from the command line in tests/cli/test_shifts.py",
    "read/meant": "what a cell means, tested by tables of cells in tests/read/meant",
    "read/workbook": "sheets and cells, tested by workbooks that are written and damaged in tests/read/workbook",
    "read/call_log": "one way from a file to calls, tested with whole logs in tests/read/call_log",
}
"""Rooms of which not every part has tests of its own: they have one door, and are tested there."""


def has_namesake(module: str) -> bool:
    """Whether `tests/a/test_b.py` is there for a module `a/b`."""
    path = Path(module)
    return (ROOT / "tests" / path.parent / f"test_{path.name}.py").is_file()


def test_tests_mirror_the_package():
    without = {module for module, path in modules() if path.stem != "__init__" and not has_namesake(module)}
    inside = {module for module in without if any(module.startswith(f"{room}/") for room in TESTED_AT_THE_DOOR)}
    assert without - inside <= TESTED_THROUGH.keys(), "a module `a/b` has its tests in `tests/a/test_b.py`"


def test_what_is_tested_elsewhere_is_there_and_so_are_its_tests():
    names = {module for module, _ in modules()}
    assert TESTED_THROUGH.keys() <= names, "a module has gone"
    assert not {module for module in TESTED_THROUGH if has_namesake(module)}, "a module has tests of its own by now"
    for reason in (*TESTED_THROUGH.values(), *TESTED_AT_THE_DOOR.values()):
        for word in reason.split():
            assert not word.startswith("tests/") or (ROOT / word.rstrip(",;.")).exists(), reason
