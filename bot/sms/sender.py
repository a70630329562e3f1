"""Sends what the outbox holds, and asks about what the provider has said nothing of."""

import secrets
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.gateway.store import Sessions
from bot.logs import get_logger
from bot.sms.claims import Claim, claim
from bot.sms.delivery import Deliveries
from bot.sms.loop import Loop
from bot.sms.outbox import Outbox
from bot.sms.provider import Busy, Letter, Provider, Rejected, Report, Unsure
from bot.sms.status import PERMANENT
from bot.vault import Vault, VaultError

_AT_ONCE = 32
# Seconds before each further attempt.
DELAYS = (0.0, 15.0, 15.0, 15.0)
# A provider that names the time to wait costs no attempt, for so long.
_PATIENCE = timedelta(minutes=10)


class Sender(Loop):
    """The worker of the outbox; any number of them may run, in any number of processes.

    Args:
        sessions: Sessions of the database.
        outbox: Wakes it.
        provider: Carries the SMS.
        deliveries: Stores what becomes of them.
        vault: Opens numbers and texts.
        clock: The time now.
    """

    def __init__(
        self,
        sessions: Sessions,
        outbox: Outbox,
        provider: Provider,
        deliveries: Deliveries,
        vault: Vault,
        clock: Clock,
    ) -> None:
        super().__init__(outbox.wake, _AT_ONCE, "sms_sender")
        self._sessions = sessions
        self._provider = provider
        self._deliveries = deliveries
        self._vault = vault
        self._clock = clock
        self._name = secrets.token_hex(8)

    async def stop(self) -> None:
        """End, and close the provider."""
        await super().stop()
        await self._provider.close()

    async def due(self, limit: int) -> list[Coroutine[Any, Any, None]]:
        """Lease what is due."""
        async with self._sessions.begin() as session:
            claims = await claim(session, self._name, self._clock(), limit)
        return [self._ask(one) if one.asks else self._send(one) for one in claims]

    async def _ask(self, claim: Claim) -> None:
        try:
            report = await self._provider.ask(str(claim.sms.sid))
        except (Rejected, Busy, Unsure) as error:
            get_logger().warning("sms_not_known", component="sms_sender", reason=type(error).__name__)
            return
        await self._deliveries.report(report)

    async def _send(self, claim: Claim) -> None:
        try:
            report = await self._sent(claim)
        except Rejected as error:
            if error.code in PERMANENT:
                await self._deliveries.give_up(claim, error.code)
            else:
                await self._again(claim, error.code)
        except Busy as error:
            await self._again(claim, None, after=error.after)
        except Unsure:
            await self._again(claim, None, sent=True)
        except VaultError:
            get_logger().error("sms_not_readable", component="sms_sender", reason="key")
            await self._deliveries.give_up(claim, None)
        else:
            if report is None:
                await self._deliveries.give_up(claim, None)
            else:
                await self._deliveries.report(report, claim.sms.id)

    async def _sent(self, claim: Claim) -> Report | None:
        """The provider's word on an SMS, sent now unless it was before; None when it is too late for it."""
        letter = self._letter(claim)
        if claim.unsure:
            try:
                found = await self._deliveries.unknown_sids(await self._provider.find(letter))
            except (Rejected, Busy):
                # Without an answer to that it must not be sent again.
                raise Unsure from None
            if found:
                return found[0]
        if claim.attempt > len(DELAYS) + 1 or (letter.valid_for is not None and letter.valid_for <= 0):
            return None
        return await self._provider.send(letter)

    async def _again(
        self, claim: Claim, code: int | None, sent: bool = False, after: float | None = None
    ) -> None:
        """Try later, unless this was the last attempt."""
        patient = after is not None and self._clock() < claim.sms.created_at + _PATIENCE
        # What may have been sent is looked up once more before it counts as failed.
        most = len(DELAYS) + (1 if sent else 0)
        if not patient and claim.attempt > most:
            await self._deliveries.give_up(claim, code)
            return
        delay = DELAYS[min(claim.attempt, len(DELAYS)) - 1]
        get_logger().info("sms_postponed", component="sms_sender", attempt=claim.attempt, status=code)
        await self._deliveries.postpone(claim, max(delay, after or 0.0), sent, counts=not patient)

    def _letter(self, claim: Claim) -> Letter:
        sms = claim.sms
        left = None if sms.valid_until is None else (sms.valid_until - self._clock()).total_seconds()
        to, text = self._vault.open(sms.sealed_to).decode(), self._vault.open(sms.sealed_body).decode()
        return Letter(sms.id, to, text, sms.created_at, left)
