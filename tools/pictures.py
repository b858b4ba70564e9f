"""The pictures of the guide, from a roster that was solved: ``python -m tools.pictures solutions/helpline docs/images``.

With a third argument, the page of a review, only its pictures are written. In place of the roster may stand the folder that
`schedule what-if` wrote: its page is the picture then.

It needs Chromium, LibreOffice, and Poppler to turn pages into pictures.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

import scheduler
from scheduler.language.words import language
from scheduler.library.publishing import export
from scheduler.publish.report.page import render_report
from scheduler.publish.view import RosterView

_COLOURS = 128
_FRAME = '<body style="margin:0"><iframe src="{page}" style="width:{width}px;height:{height}px;border:0"></iframe>'
_Shot = tuple[str, int, int, tuple[str, ...]]
_SHOTS: tuple[_Shot, ...] = (
    ("report-rota", 1280, 840, ()),
    ("report-dark", 1280, 560, ("--blink-settings=preferredColorScheme=0",)),
    ("report-phone", 390, 760, ()),
)
_OF_A_REVIEW: tuple[_Shot, ...] = (("review", 1280, 1560, ()), ("review-phone", 390, 900, ()))
_PACK = ("pack", 830, 1000, ())
_PAGES = (("report", 1, "report-print-1"), ("report", 2, "report-print-2"), ("roster", 1, "workbook"),
          ("roster", 2, "workbook-days"))
_WHAT_IF = (1200, 920)
_GERMAN = ("report-german", 1280, 840)
_LEAST_WINDOW = 500


def main() -> None:
    """Write the pictures of a roster's report and workbook into a folder."""
    roster, folder, *reviewed = map(Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        if reviewed:
            page = Path(shutil.copy(reviewed[0], scratch / "review.html"))
            for title, width, height, options in _OF_A_REVIEW:
                _shoot(page, folder / f"{title}.png", width, height, options)
            return
        if (roster / "what-if.html").is_file():
            shutil.copy(roster / "what-if.html", scratch)
            _shoot(scratch / "what-if.html", folder / "what-if.png", *_WHAT_IF, ())
            return
        export(scheduler.read_roster(roster), ["html", "excel"], scratch)
        page = scratch / "report.html"
        _shoot(_in_german(roster, scratch), folder / f"{_GERMAN[0]}.png", *_GERMAN[1:], ())
        for title, width, height, options in _SHOTS:
            _shoot(page, folder / f"{title}.png", width, height, options)
        _browse(scratch, ["--no-pdf-header-footer", f"--print-to-pdf={scratch / 'report.pdf'}", page.as_uri()])
        _run(["soffice", f"-env:UserInstallation={(scratch / 'office').as_uri()}", "--headless", "--convert-to", "pdf",
              "--outdir", str(scratch), str(scratch / "roster.xlsx")])
        _shoot(_pack_of_the_starter(scratch), folder / f"{_PACK[0]}.png", *_PACK[1:])
        for document, number, title in _PAGES:
            _run(["pdftoppm", "-r", "88", "-f", str(number), "-l", str(number), "-singlefile", "-png",
                  str(scratch / f"{document}.pdf"), str(scratch / title)])
            _shrink(scratch / f"{title}.png", folder / f"{title}.png")


def _in_german(roster: Path, scratch: Path) -> Path:
    """The same report in another language."""
    result = scheduler.read_roster(roster)
    page = scratch / "german.html"
    page.write_text(render_report(RosterView(result.instance, result.roster, language("de"))), "utf-8")
    return page


def _pack_of_the_starter(scratch: Path) -> Path:
    """A page of the starter hotline's pack, with the texts that it begins with."""
    scheduler.starter(scratch / "starter")
    plan = scheduler.solve(scheduler.read(scratch / "starter"), seconds=5)
    return export(plan, ["pack"], scratch)[0]


def _shoot(page: Path, target: Path, width: int, height: int, options: Sequence[str]) -> None:
    """Take a picture of a page; a window narrower than the browser allows is a frame in a wider one."""
    frame = page.parent / "frame.html"
    frame.write_text(_FRAME.format(page=page.as_uri(), width=width, height=height), "utf-8")
    shot, shown = page.parent / "shot.png", page if width >= _LEAST_WINDOW else frame
    _browse(page.parent, ["--hide-scrollbars", f"--window-size={max(width, _LEAST_WINDOW)},{height}", *options,
                          f"--screenshot={shot}", shown.as_uri()])
    _shrink(shot, target, width)


def _shrink(picture: Path, target: Path, width: int | None = None) -> None:
    """Write a picture in few colours, as wide as said."""
    with Image.open(picture) as image:
        cut = image.convert("RGB").crop((0, 0, width or image.width, image.height))
        cut.quantize(_COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


def _browse(scratch: Path, arguments: Sequence[str]) -> None:
    _run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={scratch / 'profile'}", *arguments])


def _run(command: list[str]) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise SystemExit(f"{command[0]} is not installed")
    subprocess.run([program, *command[1:]], check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    main()
