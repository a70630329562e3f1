"""Puts the parts of Vart together: the one place that knows all of them."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from actions.answer import AnswerAction, actions
from bot.answers.readers import read_memory
from bot.answers.turn import Library
from bot.channels.parts import Channels, channels
from bot.channels.seekers import Seekers
from bot.clock import Clock, now_in_sweden
from bot.content.load import Content, ContentError, load_content
from bot.content.texts import Texts
from bot.db.engine import create_engine, create_reading_engine, session_factory
from bot.directory.directory import Directory
from bot.editor.editor import Editor, editor_over
from bot.editor.pages.office import Office, office_over
from bot.errors import StartError
from bot.gateway.brain import Brain, NoBrain, RasaBrain
from bot.gateway.events import Events
from bot.gateway.fallback import plain_answer, plain_payload
from bot.gateway.learning import Learning
from bot.gateway.learnt import EVERY, Learnt
from bot.gateway.limits import Limits
from bot.gateway.maintenance import Maintenance
from bot.gateway.memory import Memory
from bot.gateway.store import Conversations, Sessions
from bot.gateway.turn import Faculties, Gateway
from bot.hsds.shelf import Shelf
from bot.metrics import Metrics
from bot.safety import assess
from bot.safety.answers import crisis_message
from bot.services import Closing, Keeper, NoKeeper, Part, Services, Warming
from bot.settings import Settings
from bot.sms.inbox import InboundSms
from bot.sms.outbox import Outbox
from bot.sms.parts import new_outbox
from bot.staffed import Ground, Staffed, staffed
from bot.vault import Vault, secret_keys
from nlu.private import without_private


def rasa_brain(settings: Settings) -> RasaBrain:
    """The brain that asks Rasa."""
    # Loopback: no proxy of the environment may stand between.
    client = httpx.AsyncClient(trust_env=False)
    token = settings.brain_token.get_secret_value()
    return RasaBrain(settings.rasa_url, token, client, settings.brain_timeout)


def assemble(
    settings: Settings,
    brain: Brain,
    keeper: Keeper,
    clock: Clock = now_in_sweden,
    console: Callable[[str], None] = lambda _: None,
) -> Services:
    """Vart with its database.

    Args:
        settings: The settings.
        brain: Answers ordinary turns; closed with the app.
        keeper: Knows how the brain is; starts and stops with the app.
        clock: The time now.
        console: Shows a line to whoever runs Vart.

    Raises:
        StartError: The content or the escalation policy has faults, or the key cannot be kept.
    """
    engine = create_engine(settings.database_url)
    keys = secret_keys(settings)
    return _Parts(settings, engine, session_factory(engine), keys, clock, console).together(brain, keeper)


def assemble_alone(settings: Settings, clock: Clock = now_in_sweden) -> Services:
    """Vart inside a command: reads the directory, stores nothing, has no Rasa.

    Raises:
        StartError: The content has faults.
    """
    engine = create_reading_engine(settings.database_url)
    keys = (secrets.token_urlsafe(),)
    return _Parts(settings, engine, None, keys, clock, lambda _: None).together(NoBrain(), NoKeeper())


def actions_of(services: Services) -> list[AnswerAction]:
    """The actions that Rasa asks for."""
    return actions(services.library, services.clock)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What differs between a Vart that serves and one inside a command.

    `sessions` is None where nothing is stored.
    """

    settings: Settings
    engine: AsyncEngine
    sessions: Sessions | None
    keys: tuple[str, ...]
    clock: Clock
    console: Callable[[str], None]

    def together(self, brain: Brain, keeper: Keeper) -> Services:
        core = self._core()
        outbox = new_outbox(self.keys, self.clock)
        strangers = _Strangers()
        human = self._human(core, outbox, strangers)
        editor = self._editor(core.content, outbox)
        beside = _Beside(
            human=human,
            editor=editor,
            office=self._office(editor, core.content),
            learnt=Learnt(self.sessions, self.clock) if self.sessions else None,
            metrics=Metrics(self.sessions) if self.sessions else None,
        )
        gateway = self._gateway(core, beside, brain)
        made = self._channels(gateway, core, outbox)
        if made is not None:
            strangers.seekers = made.seekers
        return self._services(_Whole(core, beside, gateway, made, brain, keeper))

    def _core(self) -> "_Core":
        content, texts = _content()
        directory = Directory(session_factory(self.engine), clock=self.clock)
        conversations = Conversations(self.sessions, self.clock)

        def library() -> Library:
            return Library(content, texts, directory.snapshot)

        return _Core(
            content=content,
            directory=directory,
            conversations=conversations,
            events=Events(self.sessions, conversations, Vault(self.keys, "events"), self.clock),
            able=Faculties(assess, crisis_message, read_memory, plain_answer, plain_payload, library),
        )

    def _gateway(self, core: "_Core", beside: "_Beside", brain: Brain) -> Gateway:
        human, editor, learnt, metrics = beside.human, beside.editor, beside.learnt, beside.metrics
        return Gateway(
            core.conversations,
            core.events,
            brain,
            core.able,
            self.clock,
            cases=human.escalation if human else None,
            count=editor.questions.count if editor else None,
            learning=Learning(learnt, core.able.library, self.clock) if learnt else None,
            observe=metrics.observe if metrics else None,
        )

    def _services(self, whole: "_Whole") -> Services:
        core, beside, human, made = whole.core, whole.beside, whole.beside.human, whole.channels
        return Services(
            settings=self.settings,
            clock=self.clock,
            conversations=core.conversations,
            events=core.events,
            gateway=whole.gateway,
            limits=Limits(),
            library=core.able.library,
            brain=whole.brain,
            brain_state=lambda: whole.keeper.state,
            hsds=Shelf(self.sessions, core.content, self.clock) if self.sessions else None,
            parts=self._living(whole),
            sms=human.sms if human else None,
            sign_in=human.sign_in if human else None,
            desk=human.desk if human else None,
            escalation=human.escalation if human else None,
            telegram=made.telegram if made else None,
            office=beside.office,
            metrics=beside.metrics,
        )

    def _living(self, whole: "_Whole") -> tuple[Part, ...]:
        """What is started with the app, in order."""
        core, beside, made = whole.core, whole.beside, whole.channels
        human, editor, learnt, office = beside.human, beside.editor, beside.learnt, beside.office
        return (
            *(Closing(self.engine.dispose), Closing(whole.brain.close), core.conversations, core.directory),
            Warming(lambda: rehearse(core.able, self.clock)),
            *(human.parts if human else ()),
            *(made.parts if made else ()),
            *(editor.parts if editor else ()),
            *((Maintenance(learnt.purge, EVERY),) if learnt else ()),
            *((Maintenance(office.sweep),) if office else ()),
            *(Maintenance(whole.gateway.purge), whole.keeper),
        )

    def _channels(self, gateway: Gateway, core: "_Core", outbox: Outbox) -> Channels | None:
        if self.sessions is None:
            return None
        standing = self.settings, self.sessions, self.keys, self.clock
        return channels(*standing, gateway, core.conversations, core.able.library, outbox)

    def _editor(self, content: Content, outbox: Outbox) -> Editor | None:
        if self.sessions is None:
            return None
        address = self.settings.public_url or self.settings.address
        return editor_over(self.sessions, self.keys, self.clock, content, address, outbox)

    def _office(self, editor: Editor | None, content: Content) -> Office | None:
        if self.sessions is None or editor is None:
            return None
        return office_over(editor, self.settings, self.sessions, self.keys, self.clock, content)

    def _human(self, core: "_Core", outbox: Outbox, strangers: "_Strangers") -> Staffed | None:
        if self.sessions is None:
            return None
        standing = self.settings, self.sessions, self.keys, self.clock
        library, answer = core.able.library, strangers.answer
        return staffed(Ground(*standing, core.events, library, outbox, answer, self.console, _danger))


@dataclass(frozen=True, slots=True)
class _Core:
    """What every Vart answers with, also where nothing is stored."""

    content: Content
    directory: Directory
    conversations: Conversations
    events: Events
    able: Faculties


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the turns where something is stored; nothing of it inside a command."""

    human: Staffed | None
    editor: Editor | None
    office: Office | None
    learnt: Learnt | None
    metrics: Metrics | None


@dataclass(frozen=True, slots=True)
class _Whole:
    """Everything that was made, ready to be handed out; no channels inside a command."""

    core: _Core
    beside: _Beside
    gateway: Gateway
    channels: Channels | None
    brain: Brain
    keeper: Keeper


class _Strangers:
    """Hands on an SMS of somebody who is not staff.

    What answers them stands on the gateway, which stands on the staff, who get the same SMS first.
    """

    seekers: Seekers | None = None

    async def answer(self, sms: InboundSms) -> None:
        # Nothing comes in before every part has started, and so before it is there.
        if self.seekers is not None:
            await self.seekers.handle(sms)


def _danger(text: str) -> int:
    return assess(text).severity


def rehearse(able: Faculties, clock: Clock) -> None:
    """Go through a turn of each kind, so that no person waits for what is read in on first use."""
    library, now = able.library(), clock()
    for words in ("jag kan inte sova och bor i Umeå", "I feel sad", "hej"):
        able.assess(words)
        able.plain_answer(words, able.read_memory(words, Memory()), library, now)
        without_private(words)
    danger = "jag vill inte leva"
    able.crisis_message(able.assess(danger), danger, Memory(), library.snapshot, now, "sv")


def _content() -> tuple[Content, Texts]:
    try:
        return load_content(), Texts.load()
    except ContentError:
        raise StartError("Innehållet i content/ har fel, kör vart content check.") from None
