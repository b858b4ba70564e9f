"""Laws on working time as data: one file a law, with the article beside each value. They are no legal advice.

A preset is named in the instance (`preset`); `instance.checks.presets` holds what is written against it.
"""

from __future__ import annotations

from scheduler.instance.presets.california import CALIFORNIA
from scheduler.instance.presets.eu import EU
from scheduler.instance.presets.germany import GERMANY
from scheduler.instance.presets.indonesia import INDONESIA
from scheduler.instance.presets.law import Law
from scheduler.instance.presets.uk import UK

PRESETS: dict[str, Law] = {law.name: law for law in (EU, GERMANY, INDONESIA, CALIFORNIA, UK)}
