"""Puts together what brings in a human: cases, SMS, and the pages for staff."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.accounts.sign_in import SignIn, sign_in_over
from bot.answers.turn import Library
from bot.clock import Clock
from bot.desk.desk import Desk, desk_over
from bot.escalation.escalation import Escalation
from bot.escalation.policy import load_policy
from bot.escalation.worker import Elsewhere, Worker
from bot.gateway.events import Events
from bot.gateway.store import Sessions
from bot.services import Part
from bot.settings import Settings
from bot.sms.inbox import InboundSms
from bot.sms.outbox import Outbox
from bot.sms.parts import Sms, sms_parts
from bot.vault import Fingerprints, Vault


@dataclass(frozen=True, slots=True)
class Ground:
    """What everything here stands on.

    Attributes:
        settings: The settings.
        sessions: Sessions of the database.
        keys: The secret keys.
        clock: The time now.
        events: Messages that come later than the reply.
        library: Content, texts and the directory as they are now.
        outbox: Of SMS.
        stranger: Answers an SMS of somebody who is not on the roster.
        console: Shows a line to whoever runs Vart.
        danger: How dangerous a text reads, 0 to 3.
    """

    settings: Settings
    sessions: Sessions
    keys: tuple[str, ...]
    clock: Clock
    events: Events
    library: Callable[[], Library]
    outbox: Outbox
    stranger: Callable[[InboundSms], Awaitable[None]]
    console: Callable[[str], None]
    danger: Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Staffed:
    """What brings in a human.

    Attributes:
        escalation: The cases.
        sms: What sends and receives SMS.
        sign_in: The way in for staff.
        desk: What the desk reads.
        worker: Keeps the cases moving.
    """

    escalation: Escalation
    sms: Sms
    sign_in: SignIn
    desk: Desk
    worker: Worker

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is started with the app."""
        return *self.sms.parts, self.worker


def staffed(ground: Ground) -> Staffed:
    """Everything that brings in a human.

    Raises:
        StartError: The escalation policy has faults.
    """
    settings, sessions, keys, clock = ground.settings, ground.sessions, ground.keys, ground.clock
    outbox = ground.outbox
    escalation = Escalation(
        sessions=sessions,
        vault_cases=Vault(keys, "cases"),
        vault_phones=Vault(keys, "phones"),
        fingerprints_phone=Fingerprints(keys, "phone"),
        fingerprints_code=Fingerprints(keys, "case code"),
        outbox=outbox,
        events=ground.events,
        policy=load_policy(settings.escalation_policy),
        clock=clock,
        library=ground.library,
        base_url=settings.public_url or settings.address,
        danger=ground.danger,
    )

    async def heard(sms: InboundSms) -> None:
        if not await escalation.staff_says(sms.sender, sms.text, sms.sid):
            await ground.stranger(sms)

    return Staffed(
        escalation=escalation,
        sms=sms_parts(settings, sessions, keys, clock, escalation, heard, outbox),
        # Where SMS are really sent, a code is for the phone it was sent to alone.
        sign_in=sign_in_over(sessions, keys, outbox, clock, None if settings.sends_sms else ground.console),
        desk=desk_over(sessions, keys, clock),
        worker=Worker(escalation, Elsewhere(sessions, ground.events)),
    )
