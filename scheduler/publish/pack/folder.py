"""The pages of all operators in a folder; those of people who have gone are taken away."""

from __future__ import annotations

from pathlib import Path

from scheduler.instance.briefing import Briefing
from scheduler.publish.atomic import write_files
from scheduler.publish.folder import refuse_file_name
from scheduler.publish.overwriting import refuse_overwriting
from scheduler.publish.pack.page import render_pack
from scheduler.publish.view import RosterView

FOLDER = "pack"
_OURS = b"<body data-operator="


def publish_pack(view: RosterView, briefing: Briefing, folder: Path) -> list[Path]:
    """Write ``pack/<operator>.html`` for every operator; the files written.

    Raises
    ------
    InputError
        If the folder is named like a file, or a page would replace what is none.
    """
    refuse_file_name(folder)
    files = {folder / FOLDER / name: content for name, content in render_pack(view, briefing).items()}
    refuse_overwriting(files)
    there = (folder / FOLDER).glob("*.html") if (folder / FOLDER).is_dir() else ()
    write_files(files, {path for path in there if path not in files and _OURS in path.read_bytes()})
    return list(files)
