"""Stand-ins for what the gateway works with: a clock, a brain, safety and a plain search."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, cast

from bot.answers.turn import Library
from bot.gateway.brain import BrainUnavailable
from bot.gateway.memory import Memory
from bot.gateway.messages import Choice, CrisisCard, Message
from bot.gateway.payloads import Payload
from bot.gateway.reply import Reply, Understood
from bot.gateway.turn import Faculties

# Tells a conversation something that comes later; gives the number of the event.
Publish = Callable[[str, Message], Awaitable[int]]


@dataclass
class FakeClock:
    """A clock that stands still until it is moved; also counts seconds for limits and breakers."""

    now: datetime = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()

    def move(self, **delta: float) -> None:
        self.now += timedelta(**delta)


NONSENSE = Understood("nonsense")


@dataclass
class FakeBrain:
    """A brain that repeats what it was given, or does what a test wants."""

    asked: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    answers: Callable[[str, dict[str, Any]], Any] | None = None

    def always(
        self,
        text: str,
        choices: Mapping[str, str] = MappingProxyType({}),
        understood: Understood = NONSENSE,
    ) -> None:
        """Answer whatever comes with this; choices are titles by payload."""
        offered = [Choice(title=title, payload=payload) for payload, title in choices.items()]
        message = Message(text=text, choices=offered or None)
        self.answers = lambda _, data: Reply((message,), Memory.from_json(data["memory"]), understood)

    async def reply(self, sender: str, text: str, metadata: dict[str, Any]) -> Reply:
        self.asked.append((sender, text, metadata))
        memory = Memory.from_json(metadata["memory"])
        if self.answers is not None:
            outcome = self.answers(text, metadata)
            if hasattr(outcome, "__await__"):
                outcome = await outcome
            if isinstance(outcome, Reply):
                return outcome
        return Reply((Message(text=f"hörde {text}"),), memory, Understood("topic", "sleep", 0.9))

    async def forget(self, sender: str) -> None:
        self.forgotten.append(sender)

    async def close(self) -> None:
        pass


def dead(*_: object) -> Reply:
    """What a brain that is away answers."""
    raise BrainUnavailable("connection")


@dataclass(frozen=True)
class FakeAssessment:
    severity: int
    reason: str | None = None
    who: str = "self"
    evidence: tuple[str, ...] = ()

    @property
    def crisis(self) -> bool:
        return self.severity >= 2


def assess(text: str) -> FakeAssessment:
    """Danger is spelled out in these tests: "KRIS 3 suicide"."""
    word, _, rest = text.partition(" ")
    if word != "KRIS":
        return FakeAssessment(0)
    severity, _, reason = rest.partition(" ")
    return FakeAssessment(int(severity), reason.split()[0])


def crisis_message(assessment: Any, *around: Any) -> Message:
    lang: str = around[-1]
    card = CrisisCard(severity=assessment.severity, reason=assessment.reason, services=[])
    return Message(text="Ring 112.", lang=lang, card=card)


def read_memory(text: str, memory: Memory) -> Memory:
    return replace(memory, municipality="2460") if "Vännäs" in text else memory


def plain_answer(text: str, memory: Memory, library: Library, now: datetime) -> Reply:  # noqa: ARG001
    return Reply((Message(text=f"sökte {text}"),), memory, Understood("topic", "sleep"))


def plain_payload(payload: Payload, memory: Memory, library: Library, now: datetime) -> Reply:  # noqa: ARG001
    return Reply((Message(text=f"sökte {payload.kind}"),), memory, Understood(payload.intent))


@dataclass
class FakeSnapshot:
    """A directory that holds one place."""

    by_id: dict[str, object] = field(default_factory=lambda: {"bris": object()})


class FakeTexts:
    """Knows one text."""

    def say(self, key: str, lang: str, turn: int) -> str:  # noqa: ARG002
        return {"crisis.cannot_call": "sms, texttelefon"}[key]


@dataclass
class FakeLibrary:
    """Names one municipality, and every topic."""

    snapshot: FakeSnapshot = field(default_factory=FakeSnapshot)
    texts: FakeTexts = field(default_factory=FakeTexts)

    def label(self, topic_id: str, language: str) -> str:  # noqa: ARG002
        return f"ämne {topic_id}"

    def municipality_name(self, code: str | None) -> str | None:
        return {"2460": "Vännäs"}.get(code or "")


def faculties(**changed: Any) -> Faculties:
    """What the gateway can do by itself, with stand-ins for everything."""
    given: dict[str, Any] = {
        "assess": assess,
        "crisis_message": crisis_message,
        "read_memory": read_memory,
        "plain_answer": plain_answer,
        "plain_payload": plain_payload,
        "library": lambda: cast(Library, FakeLibrary()),
    }
    return Faculties(**(given | changed))


def fails(*_: object) -> Any:
    """A faculty that is broken."""
    raise RuntimeError("jag vill inte leva")
