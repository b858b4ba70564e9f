"""`scheduler.many`: many hotlines, each solved and published by itself; what is done already is not done again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import pandas as pd

from scheduler.check.facts.covers import covers, expected_service_level, missing_in_all
from scheduler.errors import Fault, InputError, InterruptedEmptyError, ScheduleError
from scheduler.library.continuing import going_on
from scheduler.library.instance import OWN_FILE, Instance
from scheduler.library.limits import Limit
from scheduler.library.publishing import placed, refuse_unwritable
from scheduler.library.reading import read
from scheduler.library.result import Result
from scheduler.library.source import is_instance
from scheduler.library.tables import table_of
from scheduler.library.tasks import asked_of, documents_of, memory_needed_mb, roster_of
from scheduler.many.task import Outcome, Pool, Task
from scheduler.publish.atomic import write_files
from scheduler.publish.folder import replace_files
from scheduler.publish.many import Line, Status, as_json, render_many, text
from scheduler.publish.record import read_record, refuse_another_hotline
from scheduler.read.instance_file import name_of
from scheduler.roster import Roster
from scheduler.solve.options import Options
from scheduler.version import __version__

PAGE, RECORD, DONE = "many.html", "many.json", "done.json"
_BESIDE_S, _BESIDE_OF_WEEK_S = 2.3, 0.014
"""What a task takes beside its search, and what each operator-week adds; measured in docs/results/many.md."""


@dataclass(frozen=True, eq=False, repr=False)
class Many:
    """What became of many hotlines; `print` shows them.

    Parameters
    ----------
    lines
        One of each hotline, in the order they were named.
    interrupted
        Whether it was stopped; hotlines that are finished are whole, and a new start goes on.
    """

    lines: tuple[Line, ...]
    interrupted: bool = False

    def __str__(self) -> str:
        return "\n".join(text(self.lines))

    __repr__ = __str__

    @property
    def table(self) -> pd.DataFrame:
        """One row a hotline."""
        return table_of((asdict(line) for line in self.lines), list(Line.__dataclass_fields__))

    @property
    def exit_code(self) -> int:
        """0 if every hotline has its roster; else that of the first that has none. Interrupted: 130 if none has one."""
        if self.interrupted:
            return 0 if any(line.cost is not None for line in self.lines) else InterruptedEmptyError.exit_code
        return next((line.exit_code for line in self.lines if line.exit_code), 0)

    def to_json(self) -> str:
        """One JSON object with every figure."""
        return as_json(self.lines)


@dataclass(eq=False)
class _Job:
    """One hotline on its way."""

    instance: Instance
    folder: Path
    options: Options
    seeds: int
    answers: list[Outcome] = field(default_factory=list)

    @cached_property
    def key(self) -> str:
        """Hash of all that the result depends on."""
        origin = self.instance.origin
        asked = [origin.name, origin.sha256, asked_of(self.options), self.seeds, __version__]
        return sha256(json.dumps(asked).encode()).hexdigest()

    @property
    def length(self) -> float:
        """Seconds of its searches and of what is done beside them, for one worker, roughly."""
        weeks = len(self.instance.operators) * self.instance.horizon.days / 7
        return (self.options.seconds + _BESIDE_S + _BESIDE_OF_WEEK_S * weeks) * self.seeds


def found_instances(paths: Iterable[Path]) -> list[Path]:
    """The instances that paths mean: each by itself, or all that lie in a folder.

    Raises
    ------
    InputError
        If a path leads to no instance.
    """
    found: list[Path] = []
    for path in paths:
        inside = [] if is_instance(path) or not path.is_dir() else sorted(each for each in path.iterdir() if is_instance(each))
        if not inside and not is_instance(path):
            raise InputError([Fault(str(path), "", "no instance, and no folder that holds any; allowed are folders with "
                                    "hotline.yaml, YAML files and workbooks")])
        found += inside or [path]
    return list(dict.fromkeys(found))


def many(
    paths: Sequence[Path], options: Options, pool: Pool, into: Path, *, seeds: int = 1,
    limits: Mapping[str, Limit] | None = None,
    told: Callable[[int, int, Line], None] = lambda *_: None,
) -> Many:
    """Solve and publish many hotlines: as `scheduler.many`, which says what may be asked.

    Parameters
    ----------
    pool
        Who carries out the work.
    into
        Each hotline has a folder of its name there.
    limits
        What single hotlines get in place of the time limit and the number of seeds of all.
    told
        Called with each line as it comes, how many there are by then, and how many there will be.
    """
    lines: dict[str, Line] = {}
    interrupted = False

    def settle(line: Line) -> None:
        lines[line.path] = line
        told(len(lines), len(paths), line)

    try:
        jobs = {job.key: job for job in _jobs(paths, options, seeds, limits or {}, into, settle)}
        for job in sorted(jobs.values(), key=lambda job: job.length, reverse=True):  # so that none is waited for at the end
            for seed in range(options.seed, options.seed + job.seeds):
                pool.submit(_solving(job, replace(job.options, seed=seed)))
        for outcome in pool.outcomes():
            line = _after(jobs[outcome.task.arguments["job"]], outcome, pool)
            if line is not None:
                settle(line)
    except KeyboardInterrupt:
        interrupted = True
    ordered = (lines.get(str(path), Line(str(path), name_of(path), Status.UNFINISHED)) for path in paths)
    found = Many(tuple(ordered), interrupted)
    write_files({into / PAGE: render_many(found.lines, into).encode(), into / RECORD: f"{found.to_json()}\n".encode()})
    return found


def _jobs(
    paths: Sequence[Path], options: Options, seeds: int, limits: Mapping[str, Limit], into: Path,
    settle: Callable[[Line], None],
) -> Iterator[_Job]:
    """What is to be done; hotlines that are done already, or cannot be read, are settled at once."""
    taken: dict[str, Path] = {}
    for path in paths:
        try:
            instance = going_on(read(path), None)
            folder = into / instance.origin.name
            if (other := taken.setdefault(instance.origin.name, path)) != path:
                raise InputError([Fault(str(path), "", f"has the name of {other}; allowed is a name of its own for each")])
            refuse_unwritable(instance, folder)
            refuse_another_hotline(read_record(folder), instance.hotline.name, folder)
        except ScheduleError as error:
            settle(Line(str(path), name_of(path), Status.FAILED, reason=str(error), exit_code=error.exit_code))
            continue
        own = limits.get(instance.origin.name)
        asked = replace(options, seconds=own.time_limit) if own and own.time_limit else options
        job = _Job(instance, folder, asked, (own and own.seeds) or seeds)
        before = _done(job)
        if before is None:
            yield job
        else:
            settle(replace(before, path=str(path), status=Status.BEFORE))


def _done(job: _Job) -> Line | None:
    """What was found the last time, if it was the same that is asked now, and its files are as they were left."""
    try:
        record = json.loads((job.folder / DONE).read_text("utf-8"))
        is_same = record["key"] == job.key and record["files"] == _hashes(job.folder, record["files"])
        return Line(**record["line"]) if is_same else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _hashes(folder: Path, names: Iterable[str]) -> dict[str, str]:
    return {name: sha256((folder / name).read_bytes()).hexdigest() for name in names}


def _solving(job: _Job, options: Options) -> Task:
    arguments = {"job": job.key, "origin": _origin(job.instance), "options": asked_of(options)}
    return Task(f"solve-{job.key}-{options.seed}", roster_of, arguments, {job.key: job.instance.to_yaml()},
                memory_needed_mb(job.instance))


def _origin(instance: Instance) -> tuple[str, str, str]:
    return instance.origin.name, instance.origin.sha256, instance.origin.path


def _after(job: _Job, outcome: Outcome, pool: Pool) -> Line | None:
    """Go on after a task of a hotline; the line of the hotline once it is finished."""
    if outcome.task.call is documents_of:
        return _published(job, outcome)
    job.answers.append(outcome)
    if len(job.answers) < job.seeds:
        return None
    found = (each.value["roster"] for each in job.answers if each.value and "roster" in each.value)
    rosters = [Roster.model_validate_json(roster) for roster in found]
    if not rosters:
        return _failed(job, min(job.answers, key=lambda each: each.task.key))
    result = placed(Result(job.instance, best_of(rosters)), job.folder)
    arguments = {"job": job.key, "origin": _origin(job.instance), "roster": result.to_json(),
                 "record": read_record(job.folder).to_json()}
    pool.submit(Task(f"publish-{job.key}", documents_of, arguments, {job.key: job.instance.to_yaml()},
                     memory_needed_mb(job.instance)))
    return None


def best_of(rosters: Sequence[Roster]) -> Roster:
    """The cheapest roster, of equal ones that of the least seed, with the highest bound that any run has proven."""
    best = min(rosters, key=lambda each: (each.run.objective, each.run.seed))
    bound = max(each.run.bound for each in rosters)
    if bound <= best.run.bound:
        return best
    objective = best.run.objective
    found = {"bound": bound, "gap": (objective - bound) / objective, "status": "optimal" if bound == objective else "feasible"}
    return best.model_copy(update={"run": best.run.model_copy(update=found)})


def _failed(job: _Job, outcome: Outcome) -> Line:
    told = outcome.value or {"reason": f"{outcome.reason} (tried {outcome.attempts} times)", "exit_code": 1}
    return Line(job.instance.origin.path, job.instance.origin.name, Status.FAILED, **told)


def _published(job: _Job, outcome: Outcome) -> Line:
    """Write everything of a hotline, all of it or nothing; that it is done is said last."""
    if outcome.value is None:
        return _failed(job, outcome)
    contents: dict[str, bytes] = outcome.value["files"]
    if not job.instance.origin.path:
        contents[OWN_FILE] = job.instance.to_yaml().encode()
    line = _line(job, Roster.model_validate_json(contents["roster.json"]))
    hashes = {name: sha256(content).hexdigest() for name, content in contents.items()}
    done = json.dumps({"schema": 1, "key": job.key, "line": asdict(line), "files": hashes}, ensure_ascii=False, indent=1)
    try:
        (job.folder / DONE).unlink(missing_ok=True)
        replace_files({job.folder / name: content for name, content in contents.items()},
                      [job.folder / name for name in outcome.value["stale"]])
        write_files({job.folder / DONE: f"{done}\n".encode()})
    except InputError as error:
        return replace(line, status=Status.FAILED, cost=None, reason=str(error), exit_code=error.exit_code)
    return line


def _line(job: _Job, roster: Roster) -> Line:
    instance, run = job.instance, roster.run
    rows = covers(instance, roster)
    return Line(
        job.instance.origin.path, instance.origin.name, Status.SOLVED, folder=job.folder.name, cost=run.objective,
        bound=run.bound, gap=run.gap, shifts=len(roster.shifts), people=len(instance.operators), days=instance.horizon.days,
        short_hours=round(missing_in_all(instance, rows) * instance.grid.interval_minutes / 60, 6),
        promised=expected_service_level(roster.intervals), seed=run.seed, attempts=max(each.attempts for each in job.answers))
