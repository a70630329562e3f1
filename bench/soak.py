"""`python -m bench.soak`: half an hour of mixed traffic at once; 1 if any was unanswered or memory grew.

Web, Telegram (over HTTP to our own Bot API) and SMS, with texts, presses, duplicates, crises, faults of
the provider and people who come and go; the real safety net and the plain search over the real content.
"""

import asyncio
import gc
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from sqlalchemy import func, select

from bot.answers.readers import read_memory
from bot.answers.turn import Library
from bot.channels.parts import Channels, channels
from bot.channels.telegram.parts import Telegram
from bot.content.load import load_content
from bot.content.texts import Texts
from bot.db.engine import create_engine, session_factory
from bot.db.migrate import upgrade
from bot.db.models.sms import SmsOutbox
from bot.directory.snapshot import Snapshot
from bot.gateway.brain import NoBrain
from bot.gateway.events import Events
from bot.gateway.fallback import plain_answer, plain_payload
from bot.gateway.incoming import Incoming
from bot.gateway.store import Conversations, Sessions, StoreUnavailable
from bot.gateway.turn import Faculties, Gateway
from bot.logs import configure_logs
from bot.safety import assess
from bot.safety.answers import crisis_message
from bot.settings import Settings
from bot.sms.inbox import InboundSms
from bot.sms.parts import new_outbox
from bot.vault import Vault
from tests.gateway.world import FakeClock
from tests.serving import served
from tests.standins.telegram import TOKEN, BotApi

# A busy half hour of a county: two messages a second.
MESSAGES = 3_600
ROUNDS = 6
AT_ONCE = 20
# What allocators and caches may keep after the first third.
GROWTH = 1.15
# As often as the inbox of SMS.
_TRIES = 5
_KEYS = ("a-key-for-the-soak",)
_SAID = (
    "jag kan inte sova", "mamma dricker för mycket", "bor i Vännäs", "mer", "jag är 15", "hej", "tack",
    "jag vill inte leva längre", "min kompis mår jättedåligt", "hur gör man en orosanmälan", "1",
    "pappa slår mig nu", "glöm mig", "vad kostar det", "öppet nu", "asdf", "🙂", "I feel sad",
)  # fmt: skip


@dataclass
class Soaked:
    """What happened.

    Attributes:
        asked: Messages that came in, without duplicates.
        answered: Of them, those that got an answer.
        again: How often an SMS had to be tried again.
        seconds: How long it took.
        memory: Megabytes in use after each round.
    """

    asked: int = 0
    answered: int = 0
    again: int = 0
    seconds: float = 0.0
    memory: list[float] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """Memory at the end against memory after the first third."""
        return self.memory[-1] / self.memory[max(len(self.memory) // 3 - 1, 0)]

    @property
    def holds(self) -> bool:
        """Everybody was answered and memory stayed flat."""
        return self.answered == self.asked and self.growth <= GROWTH


@dataclass
class Town:
    """Vart with three channels.

    Attributes:
        api: Telegram.
        channels: Telegram and SMS.
        gateway: For the web.
        conversations: For the web.
        sessions: Of the database.
        clock: Moves with the traffic.
    """

    api: BotApi
    channels: Channels
    gateway: Gateway
    conversations: Conversations
    sessions: Sessions
    clock: FakeClock


def able(library: Library) -> Faculties:
    """What the gateway can do without Rasa."""
    return Faculties(assess, crisis_message, read_memory, plain_answer, plain_payload, lambda: library)


@asynccontextmanager
async def town(faculties: Callable[[Library], Faculties] = able) -> AsyncIterator[Town]:
    """Vart on an empty database.

    Args:
        faculties: What the gateway can do by itself; simpler ones make a shorter test.
    """
    folder = Path(tempfile.mkdtemp(prefix="vart-soak-"))
    url = f"sqlite:///{folder / 'vart.db'}"
    await asyncio.to_thread(upgrade, url)
    content, texts, clock, api = load_content(), Texts.load(), FakeClock(), BotApi()
    library = Library(content, texts, Snapshot.build(content))
    engine = create_engine(url)
    sessions = session_factory(engine)
    conversations = Conversations(sessions, clock)
    events = Events(sessions, conversations, Vault(_KEYS, "events"), clock)
    gateway = Gateway(conversations, events, NoBrain(), faculties(library), clock)
    await conversations.start()
    # What is read in on first use would stand in everybody's way.
    id, _ = await conversations.create()
    await gateway.take_turn(id, Incoming.read("jag kan inte sova", None))
    async with served(api.app) as base:
        chosen = Settings(_env_file=None, telegram_bot_token=TOKEN, telegram_api_base=base)
        made = channels(
            chosen, sessions, _KEYS, clock, gateway, conversations, lambda: library, new_outbox(_KEYS, clock)
        )
        try:
            yield Town(api, made, gateway, conversations, sessions, clock)
        finally:
            for part in made.parts:
                await part.stop()
            await conversations.stop()
            await engine.dispose()
            shutil.rmtree(folder)


async def soak(town: Town, messages: int = MESSAGES, rounds: int = ROUNDS) -> Soaked:
    """Send the traffic in rounds, with people who come back and people who leave."""
    result, dice = Soaked(), random.Random(messages)  # noqa: S311
    begun = time.monotonic()
    for number in range(rounds):
        work = [_message(town, dice, result, each) for each in range(messages // rounds)]
        for start in range(0, len(work), AT_ONCE):
            await asyncio.gather(*work[start : start + AT_ONCE])
            town.clock.move(seconds=AT_ONCE * 1_800 / messages)
        town.clock.move(hours=25)
        await town.gateway.purge()
        await town.channels.later.tidy()
        town.api.sent.clear()
        gc.collect()
        result.memory.append(_megabytes())
        print(f"round {number + 1}: {result.answered} of {result.asked} answered, {result.memory[-1]:.0f} MB")
    result.seconds = time.monotonic() - begun
    return result


async def _message(town: Town, dice: random.Random, result: Soaked, number: int) -> None:
    """One message on one of the channels."""
    text, who = dice.choice(_SAID), dice.randrange(200)
    result.asked += 1
    channel = (_web, _on_telegram, _by_sms)[number % 3]
    answered = await channel(town, dice, result, text, who)
    result.answered += answered


async def _web(town: Town, dice: random.Random, result: Soaked, text: str, who: int) -> bool:  # noqa: ARG001
    conversation, _ = await town.conversations.create()
    turn = await town.gateway.take_turn(conversation, Incoming.read(text, None))
    return bool(turn.reply.messages)


async def _on_telegram(town: Town, dice: random.Random, result: Soaked, text: str, who: int) -> bool:  # noqa: ARG001
    telegram = cast("Telegram", town.channels.telegram)
    chat = 1_000 + who
    update = town.api.written(text, chat=chat) if dice.random() < 0.8 else town.api.pressed("open_now", chat)
    for _ in range(dice.choice((1, 1, 1, 3))):
        await telegram.receive(update)
    intake = telegram.intake
    while update["update_id"] in intake._tasks:
        await asyncio.wait({intake._tasks[update["update_id"]]})
    return update["update_id"] in intake._done


async def _by_sms(town: Town, dice: random.Random, result: Soaked, text: str, who: int) -> bool:
    """An SMS, tried again as the inbox does."""
    sid = f"SM{dice.getrandbits(64):016x}"
    sms = InboundSms(sid, f"+4670{who:07}", f"{text} {dice.random():.3f}", town.clock())
    for _ in range(_TRIES):
        try:
            await town.channels.seekers.handle(sms)
            break
        except StoreUnavailable:
            result.again += 1
    async with town.sessions() as session:
        query = select(func.count()).where(SmsOutbox.reference.like(f"seeker:{sid}:%"))
        return bool(await session.scalar(query))


def _megabytes() -> float:
    """Memory in use now; where the system does not tell, the most there has been."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 2**20


async def _main() -> int:
    async with town() as made:
        result = await soak(made)
    print(
        f"{result.asked} messages in {result.seconds:.0f} s; memory grew by {(result.growth - 1) * 100:.0f} %"
    )
    return 0 if result.holds else 1


if __name__ == "__main__":
    configure_logs("critical")
    sys.exit(asyncio.run(_main()))
