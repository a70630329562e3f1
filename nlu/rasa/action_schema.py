"""Checks what actions answer against a schema that is itself checked once, not in every turn.

Rasa hands its schema to `jsonschema.validate`, which first proves the schema, then the answer. The
proof never changes, and took four fifths of Rasa's time in a turn (docs/performance.md).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction


def check_schema_once() -> None:
    """Have every remote action validate with the one validator."""
    RemoteAction._validate_action_result = _validate


def _validate(action: RemoteAction, result: dict[str, Any]) -> bool:  # noqa: ARG001 (stands in for a method)
    """Whether an action's answer is well formed, as Rasa's own method tells it.

    Raises:
        jsonschema.ValidationError: It is not.
    """
    fault = best_match(_validator().iter_errors(result))
    if fault is not None:
        raise fault
    return True


@cache
def _validator() -> Validator:
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)
