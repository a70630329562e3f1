"""Stands in for libraries that Rasa imports at its start and that our pipeline uses nothing of.

Rasa imports every component it knows, and with them TensorFlow: 350 MB of memory and ten seconds
of start for networks that config.yml does not name (docs/decisions/0005).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

LIBRARIES = frozenset({"tensorflow", "tensorflow_addons", "tensorflow_text", "tensorflow_hub", "keras"})


class _AnyName(type):
    """Has every attribute that is asked for."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent


class Absent(metaclass=_AnyName):
    """Whatever is needed of an absent library while classes are defined: a base class, a decorator."""

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def __call__(self, *arguments: Any, **_: Any) -> Any:
        """As a decorator: leave what is decorated as it is."""
        return arguments[0] if len(arguments) == 1 and callable(arguments[0]) else Absent()

    def __getattr__(self, name: str) -> Any:
        """Whatever is asked for, as far as it is not the language's own."""
        return getattr(Absent, name)


class _AbsentModule(ModuleType):
    # Where its submodules would be: none, but a package has to say so.
    __path__: list[str] = []  # noqa: RUF012 (the import system reads it)

    def __getattr__(self, name: str) -> Any:
        return getattr(Absent, name)


class _Finder(MetaPathFinder, Loader):
    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:  # noqa: ARG002
        return ModuleSpec(name, self, is_package=True) if name.split(".")[0] in LIBRARIES else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run."""


def leave_out_libraries() -> None:
    """Have `LIBRARIES` stand empty for the rest of this process; called before Rasa is imported."""
    sys.meta_path.insert(0, _Finder())
