"""An instance together with where it came from, so that later checks can name the place of what they find."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.errors import Fault
from scheduler.instance.instance import Instance
from scheduler.instance.words.paths import FieldPath
from scheduler.read.places import Places
from scheduler.roster import InstanceRef


@dataclass(frozen=True)
class Loaded:
    """A valid instance, its fingerprint, and the places of its fields."""

    instance: Instance
    ref: InstanceRef
    places: Places

    def place_of(self, path: FieldPath) -> str:
        """Place of a field path such as ``("operators", 6, "contract")``, or of the nearest enclosing known one."""
        return self.places.find(path)

    def fault(self, path: FieldPath, message: str) -> Fault:
        """A message about a field path, with its place."""
        return self.places.labelled(Fault(self.places.find(path), self.places.name(path), message))
