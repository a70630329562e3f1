"""Who is at the desk: an account, and the member of staff it acts as."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.accounts.roles import covers
from bot.db.models.case import Case
from bot.db.models.staff import Staff


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody at the desk.

    Attributes:
        account_id: Their account.
        name: What they are called.
        areas: Of the account.
        staff: Their row on the duty roster; without one they may read but not act.
        csrf: For their forms.
    """

    account_id: int
    name: str
    areas: tuple[str, ...]
    staff: Staff | None
    csrf: str = field(repr=False)

    @property
    def staff_id(self) -> int | None:
        """Their number on the duty roster."""
        return None if self.staff is None else self.staff.id

    def may_see(self, case: Case, asked: bool) -> bool:
        """Whether a case is theirs to see.

        Args:
            case: The case.
            asked: It has been offered to them, wherever it is.
        """
        own = case.taken_by is not None and case.taken_by == self.staff_id
        return own or asked or covers(self.areas, case.municipality)

    def may_see_staff(self, staff: Staff) -> bool:
        """Whether a row of the roster is theirs to see: it serves somewhere in their areas."""
        places: Sequence[str | None] = staff.municipalities or (None,)
        return staff.id == self.staff_id or any(covers(self.areas, place) for place in places)
