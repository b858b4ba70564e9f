"""A workbook that went through LibreOffice is forecast into and solved as the folder it was made from."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from scheduler.cli import main
from scheduler.demand.forecast import boosting
from scheduler.read.instance_file import read_instance
from scheduler.read.workbook.writer import write_workbook
from tests.cli.test_forecast import hotline, write_table

pytestmark = pytest.mark.heavy


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Convert files to another form by LibreOffice; the new ones lie in a folder of their own."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("libreoffice-calc is not installed")
    profile = f"-env:UserInstallation={tmp_path_factory.mktemp('profile').as_uri()}"

    def convert(form: str, *paths: Path) -> list[Path]:
        folder = tmp_path_factory.mktemp(form)
        subprocess.run([program, profile, "--headless", "--convert-to", form, "--outdir", str(folder), *map(str, paths)],
                       check=True, capture_output=True, timeout=120)
        return [folder / f"{path.stem}.{form}" for path in paths]

    return convert


def run(*arguments: object) -> None:
    done = CliRunner().invoke(main, list(map(str, arguments)))
    assert done.exit_code == 0, done.stderr


def plan_of(instance: Path, into: Path) -> dict[str, object]:
    """What a deterministic run makes of an instance: shifts, intervals and cost."""
    run("solve", instance, "-o", into, "--deterministic", "--workers", 1, "--time-limit", 0.2)
    roster = json.loads((into / "roster.json").read_text("utf-8"))
    return {key: roster[key] for key in ("shifts", "intervals", "terms")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with its forecast, and beside it the log as a workbook and the hotline with other calls."""
    folder = tmp_path_factory.mktemp("folder")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(boosting, "is_installed", lambda: False)
        log = write_table(folder)
        book = openpyxl.Workbook()
        for line in log.read_text("utf-8").splitlines():
            book.active.append([float(cell) if cell.isdigit() else cell for cell in line.split(",")])
        book.save(folder / "log.xlsx")
        run("forecast", folder / "log.xlsx", hotline(folder))
        calls = (folder / "calls.csv").read_text("utf-8")
        starts = [line.split(",")[0] for line in calls.splitlines()[1:]]
        (folder / "calls.csv").write_text("start,calls,aht_s\n" + "".join(f"{at},1,60\n" for at in starts), "utf-8")
        write_workbook(read_instance(folder).instance, folder / "my.xlsx")
        (folder / "calls.csv").write_text(calls, "utf-8")
        yield folder


@pytest.mark.parametrize("forms", [("xlsx",), ("ods", "xlsx")])
def test_a_workbook_saved_by_libreoffice_before_and_after_the_forecast_gives_the_rosters_of_the_folder(
        forms, folder, office, tmp_path):
    files = [folder / "my.xlsx", folder / "log.xlsx"]
    for form in forms:
        files = office(form, *files)
    saved, log = files
    run("forecast", log, saved)
    again = saved
    for form in forms:
        (again,) = office(form, again)
    expected = plan_of(folder, tmp_path / "expected")
    assert expected["shifts"]
    assert plan_of(saved, tmp_path / "saved") == plan_of(again, tmp_path / "again") == expected
