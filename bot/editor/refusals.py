"""Why a step of an editor was not taken; nothing has been changed when one of these is raised."""

from collections.abc import Mapping
from typing import Any

from bot.editor.views import Problem


class Refusal(Exception):  # noqa: N818 (a state of the world)
    """A step that was not taken."""


class Denied(Refusal):
    """The account may not do this.

    Attributes:
        reason: "account" (disabled, or not there), "role", "area" or "same_person".
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotFound(Refusal):
    """There is no such listing, revision or report."""


class Moved(Refusal):
    """The step does not fit what the listing is now: somebody took one in between.

    Attributes:
        revision: The newest revision.
    """

    def __init__(self, revision: int) -> None:
        super().__init__(f"the listing is at revision {revision}")
        self.revision = revision


class Faulty(Refusal):
    """The listing has faults that must be mended first.

    Attributes:
        problems: All of them.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(problem.field for problem in problems))
        self.problems = problems


class Conflict(Refusal):
    """Somebody else has changed the same fields in the meantime.

    To go on, save again with `base_revision` = `revision`.

    Attributes:
        mine: What was to be saved, as fields.
        theirs: What stands in the draft now.
        base: What both began from.
        merged: Both changes; where they differ, mine.
        fields: The names of the fields that both changed, each differently.
        revision: The revision of `theirs`.
        by: Account id of who saved it; None: the service itself, or Vart.
    """

    def __init__(
        self,
        *,
        mine: Mapping[str, Any],
        theirs: Mapping[str, Any],
        base: Mapping[str, Any],
        merged: Mapping[str, Any],
        fields: tuple[str, ...],
        revision: int,
        by: int | None,
    ) -> None:
        super().__init__(", ".join(fields))
        self.mine = mine
        self.theirs = theirs
        self.base = base
        self.merged = merged
        self.fields = fields
        self.revision = revision
        self.by = by
