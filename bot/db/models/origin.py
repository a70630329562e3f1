"""Where a row of the directory comes from."""

from enum import StrEnum


class Origin(StrEnum):
    """Who owns the truth of a row.

    The files under content/ own what they created; once an editor has made or changed a row it is
    the editor's, and seeding leaves it alone.
    """

    CONTENT = "content"
    EDITOR = "editor"
