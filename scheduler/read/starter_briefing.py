"""Starter texts of the operator's pack, written for this project in every language: change what differs at your hotline."""

from __future__ import annotations

from importlib.resources import files

from scheduler.language.codes import LanguageCode

NAMES = ("guide.md", "contacts.csv", "topics.csv")


def starter_briefing(language: LanguageCode) -> dict[str, str]:
    """Texts of the files that stand beside an instance, by their names."""
    folder = files("scheduler.read") / "starter_texts" / language
    return {name: (folder / name).read_text("utf-8") for name in NAMES}
