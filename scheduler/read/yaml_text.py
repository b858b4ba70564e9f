"""YAML 1.2 to plain data with the line and column of every field.

We build the data from the parser's nodes ourselves: keys stay text, ``NO``, ``22:30`` and dates are never converted,
all duplicate keys are found at once, and tags, cycles and floods of aliases are refused.
"""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from scheduler.errors import Fault, InputError
from scheduler.instance.words.messages import found
from scheduler.instance.words.paths import FieldPath
from scheduler.read.places import Places

MAX_DEPTH = 40
MAX_NODES = 300_000

_CORE = "tag:yaml.org,2002:"
_TYPES = ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge", "value")
_KNOWN_TAGS = {_CORE + name for name in _TYPES}
_INT = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | float | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


def parse_yaml(text: str, places: Places) -> tuple[Any, list[Fault]]:
    """Plain data of a YAML document, its faults; the places of all fields are added to `places`.

    Raises
    ------
    InputError
        If the text is no YAML at all.
    """
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{places.root}:{mark.line + 1}:{mark.column + 1}" if mark else places.root
        raise InputError([Fault(where, "", f"not YAML: {error.problem or error.context}")]) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = "a control character, which YAML does not allow"
        raise InputError([Fault(f"{places.root}:{line}", "", message)]) from None
    except RecursionError:
        raise InputError([Fault(places.root, "", f"nested too deeply; allowed are {MAX_DEPTH} levels")]) from None
    except (YAMLError, ValueError, OverflowError, AttributeError, TypeError, IndexError, KeyError) as error:
        # The parser itself stumbles over some malformed directives and tags.
        raise InputError([Fault(places.root, "", f"not YAML: {error}")]) from None
    builder = _Builder(places)
    data = None if node is None else builder.build(node, (), 0)
    return data, builder.faults


class _Builder:
    """Builds plain data from nodes and notes places and faults on the way."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.faults: list[Fault] = []
        self._nodes = 0

    def build(self, node: Node, path: FieldPath, depth: int) -> Any:
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            # Aliases that contain themselves end here as well.
            message = f"nested too deeply, or too many aliases; allowed are {MAX_DEPTH} levels and {MAX_NODES:,} values"
            raise InputError([Fault(self._where(node), "", message)])
        self.places.marks.setdefault(path, self._where(node))
        if str(node.tag) not in _KNOWN_TAGS:
            self._fault(node, path, f"the tag {str(node.tag)!r}; tags are not allowed")
        if isinstance(node, MappingNode):
            return self._mapping(node, path, depth)
        if isinstance(node, SequenceNode):
            return [self.build(item, (*path, index), depth + 1) for index, item in enumerate(node.value)]
        return _scalar(node) if isinstance(node, ScalarNode) else None

    def _mapping(self, node: MappingNode, path: FieldPath, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._fault(key_node, path, "a key that is a list or a group; allowed are words")
                continue
            key = str(key_node.value)
            inside = (*path, key)
            if key in lines:
                message = f"the key {found(key)} stands here a second time; the first is in line {lines[key]}"
                self._fault(key_node, inside, message)
                continue
            lines[key] = key_node.start_mark.line + 1
            if isinstance(value_node, ScalarNode) and value_node.value != "":
                self.places.marks[inside] = self._where(value_node)
            else:
                self.places.marks[inside] = self._where(key_node)
            data[key] = self.build(value_node, inside, depth + 1)
        return data

    def _where(self, node: Node) -> str:
        return f"{self.places.root}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"

    def _fault(self, node: Node, path: FieldPath, message: str) -> None:
        self.faults.append(Fault(self._where(node), self.places.name(path), message))


def _scalar(node: ScalarNode) -> str | int | float | bool | None:
    """Value of a scalar by the core schema of YAML 1.2; whatever is quoted, tagged ``!!str``, or else is text."""
    text = str(node.value)
    if node.style is not None or str(node.tag) == _CORE + "str":
        return text
    if _INT.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if text.lower() in _WORDS and (text.islower() or text.istitle() or text.isupper() or text in ("", "~")):
        return _WORDS[text.lower()]
    return text
