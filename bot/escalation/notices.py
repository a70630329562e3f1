"""SMS to members of staff: neutral on a lock screen until they have taken the case."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.clock import STOCKHOLM
from bot.db.models.case import Case, Severity
from bot.db.models.staff import Staff
from bot.escalation.offers import Known, Offered
from bot.escalation.unit import Unit
from bot.sms.outbox import Outbox, OutgoingSms, Purpose
from bot.vault import Vault

URGENCY: Final = {Severity.ACUTE: "AKUT", Severity.HIGH: "BRÅTTOM", Severity.NORMAL: "VANLIGT"}
# Before what the person writes, by how dangerous it reads (bot/safety).
_MARKS: Final = {2: "LÄS NU: ", 3: "AKUT: "}
# Of what the person has written so much is sent to whoever takes the case; the rest is at the desk.
_HISTORY: Final = 1_200


class Notices:
    """Writes SMS to members of staff into the outbox.

    Args:
        outbox: Takes them, in the caller's transaction.
        phones: Opens the numbers of staff.
        base_url: Where the desk is.
    """

    def __init__(self, outbox: Outbox, phones: Vault, base_url: str) -> None:
        self._outbox = outbox
        self._phones = phones
        self._base_url = base_url

    def offer(self, unit: Unit, case: Case, place: str, offered: Offered, until: datetime) -> None:
        """Ask somebody whether they take a case; no name, number, topic or word of the person.

        Raises:
            VaultError: The number of the member of staff cannot be opened.
        """
        code = offered.offer.code
        text = (
            f"Vart: ärende {code}, {place}, {URGENCY[case.severity]}. "
            f"Svara {code} JA eller {code} NEJ. Läs: {self._link(case)}"
        )
        reference = f"offer:{case.id}:{case.version}:{offered.staff.id}"
        self._add(unit, offered.staff, text, reference, "offer", case, until)

    def tell(self, unit: Unit, case: Case, staff: Staff, what: str, text: str) -> None:
        """Tell somebody something about a case, once for each version of it."""
        reference = f"notice:{case.id}:{case.version}:{staff.id}:{what}"
        self._add(unit, staff, text, reference, "notice", case)

    def answer(self, unit: Unit, staff: Staff, reference: str, text: str) -> None:
        """Answer an SMS from a member of staff."""
        self._add(unit, staff, text, reference, "notice", None)

    def relay(
        self, unit: Unit, case: Case, offered: Offered, text: str, reference: str, danger: int = 0
    ) -> None:
        """Pass on what the person wrote, marked when it reads as a crisis."""
        marked = f"{_MARKS.get(danger, '')}{offered.offer.code}: {text}"
        self._add(unit, offered.staff, marked, reference, "relay", case)

    def history(self, unit: Unit, case: Case, offered: Offered, texts: Iterable[str]) -> None:
        """Pass on what the person had written before somebody took the case."""
        whole = "\n".join(texts)
        if not whole:
            return
        if len(whole) > _HISTORY:
            whole = f"...{whole[-_HISTORY:]}\nLäs allt: {self._link(case)}"
        self.relay(unit, case, offered, whole, f"history:{case.id}:{case.version}:{offered.staff.id}")

    def _link(self, case: Case) -> str:
        return f"{self._base_url}/jour/arenden/{case.id}"

    def _add(
        self,
        unit: Unit,
        staff: Staff,
        text: str,
        reference: str,
        purpose: Purpose,
        case: Case | None,
        until: datetime | None = None,
    ) -> None:
        sms = OutgoingSms(
            to=self._phones.open(staff.sealed_phone).decode(),
            text=text,
            purpose=purpose,
            reference=reference,
            case_id=case.id if case else None,
            staff_id=staff.id,
            valid_until=until,
        )
        self._outbox.add(unit.session, sms)


def clock_time(at: datetime | None) -> str:
    """A time as it is said in Swedish: "14.03"."""
    return f"{at.astimezone(STOCKHOLM):%H.%M}" if at else ""


def yours(case: Case, code: int, topic: str | None, number: str | None) -> str:
    """What the one who has taken a case is told: what it is about, and what to do next."""
    facts = [
        *([topic.lower()] if topic else []),
        *([f"{case.age} år"] if case.age is not None else []),
        *(["någon nära frågar"] if case.for_whom == "relative" else []),
        *([f"språk: {case.language}"] if case.language != "sv" else []),
    ]
    about = f" Gäller: {', '.join(facts)}." if facts else ""
    if number is not None:
        return (
            f"Ärende {code} är ditt.{about} Personen vill bli uppringd på {number}. "
            f"Svara {code} RINGER när du ringer och {code} KLAR när ni är klara. "
            f"{code} SLÄPP lämnar det vidare."
        )
    return (
        f"Ärende {code} är ditt.{about} Det du skriver nu går till personens chatt. "
        f"Svara {code} KLAR när ni är klara, eller {code} SLÄPP för att lämna det vidare."
    )


def theirs(code: int, name: str | None, taken_at: datetime | None) -> str:
    """What the others are told when somebody has taken a case."""
    who = name or "någon annan"
    return f"Ärende {code}: {who} tog det {clock_time(taken_at)}. Du behöver inte göra något."


def over(code: int) -> str:
    """What those who were asked are told when there is nothing left to do."""
    return f"Ärende {code} är avslutat. Du behöver inte göra något."


def moved_on(one: Offered) -> str:
    """What somebody is told whose case has gone to others: they were silent too long, or are gone."""
    code = one.offer.code
    if one.staff.removed_at is not None:
        return (
            f"Ärende {code} har gått vidare till andra, för du står inte längre på jourlistan. "
            "Du behöver inte göra något."
        )
    return (
        f"Ärende {code} har gått vidare till andra, för personen har väntat länge. "
        f"Svara {code} JA om du vill ta det igen."
    )


def waiting_for_you(code: int) -> str:
    """The reminder that somebody waits for an answer."""
    return (
        f"Ärende {code}: personen väntar på svar. Skriv till personen, "
        f"eller svara {code} KLAR eller {code} SLÄPP."
    )


def silenced(code: int, *, by_phone: bool) -> str:
    """What the one who has a case is told when the person has said STOPP to SMS."""
    ended = f"Ärende {code}: personen har svarat STOPP och får inga fler sms."
    if by_phone:
        return f"{ended} Du kan fortfarande ringa."
    return (
        f"{ended} Det du skriver når fram först om personen slår på sms igen. "
        f"Svara {code} KLAR, eller {code} SLÄPP för att lämna det vidare."
    )


def listed(known: Iterable[Known], places: dict[int, str], now: datetime) -> str:
    """The answer to "?": every open case under its number."""
    lines = []
    for one in known:
        if one.is_mine:
            standing = "ditt"
        elif one.can_be_taken:
            standing = f"väntar {max(0, int((now - one.case.created_at).total_seconds() // 60))} min"
        else:
            continue
        code = one.offer.code
        lines.append(f"{code}: {places[one.case.id]}, {URGENCY[one.case.severity]}, {standing}.")
    if not lines:
        return "Du har inga öppna ärenden."
    return "\n".join([*lines, "Svara med numret och JA, NEJ, KLAR eller SLÄPP."])
