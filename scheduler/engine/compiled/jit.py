"""How loops are compiled, and kept on disk under a key of all files they are made of.

Numba's cache looks only at the file of the function that is called, and would go on running old code of what that function
calls from other files. Here the key is a digest of every file of this package, the one that states in which order arrays travel
among them. So loops may be split by what they are about, and no change goes unnoticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numba
from numba import njit
from numba.core.caching import InTreeCacheLocator, UserProvidedCacheLocator, UserWideCacheLocator

SOURCES = tuple(path for path in sorted(Path(__file__).parent.glob("*.py")) if path.name != "warm_up.py")
"""Files that compiled code depends on: all of this package but the one that only calls what the others hold."""

_OPTIONS = {"nogil": True, "_nrt": False, "error_model": "numpy", "no_cfunc_wrapper": True}
"""Loops reserve no memory, so that no references are counted; C does not call them; nothing is divided by what may be 0."""


def digest(files: Iterable[Path]) -> str:
    """Digest of the names and contents of files."""
    total = hashlib.sha256()
    for file in files:
        total.update(f"{file.name}\0{len(content := file.read_bytes())}\0".encode())
        total.update(content)
    return total.hexdigest()


_STAMP = digest(SOURCES)  # once, so that a file that is changed while the process runs cannot mix old code with a new key


class _AllSources:
    """Keeps code under the digest of all sources, in files named by function alone: what is old is written over."""

    def get_source_stamp(self) -> str:
        return _STAMP

    def get_disambiguator(self) -> str:
        return "loop"


class ChosenFolder(_AllSources, UserProvidedCacheLocator):  # type: ignore[misc]
    """In the folder of ``NUMBA_CACHE_DIR``, where that is set."""


class BesideCode(_AllSources, InTreeCacheLocator):  # type: ignore[misc]
    """Beside the code, where that can be written."""


class UserFolder(_AllSources, UserWideCacheLocator):  # type: ignore[misc]
    """In the user's cache folder: for installations that are read only."""


def loop(function: Callable[..., Any]) -> Any:
    """Compile a function that Python calls; it is kept on disk wherever something can be written."""
    with _own_locators():
        try:
            return njit(cache=True, **_OPTIONS)(function)
        except RuntimeError:  # no folder can be written
            return njit(**_OPTIONS)(function)


part = njit(no_cpython_wrapper=True, **_OPTIONS)
"""Compile a function that only loops call: a wrapper for Python takes most of the time where tuples bear many arrays."""


@contextmanager
def _own_locators() -> Iterator[None]:
    """Have numba look for code where this module says; it asks once for each function, when that is decorated."""
    before = numba.config.CACHE_LOCATOR_CLASSES
    numba.config.CACHE_LOCATOR_CLASSES = ",".join(
        f"{each.__module__}.{each.__name__}" for each in (ChosenFolder, BesideCode, UserFolder))
    try:
        yield
    finally:
        numba.config.CACHE_LOCATOR_CLASSES = before
