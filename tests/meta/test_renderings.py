"""Whatever Vart says can be said on every channel, within its limits."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from types import SimpleNamespace
from typing import Any, cast, get_args

import pytest

from bot.answers import handoff
from bot.answers.turn import Library, Turn
from bot.channels.rendering import sms, telegram
from bot.channels.rendering.splitting import utf16
from bot.channels.web import view
from bot.clock import STOCKHOLM
from bot.content.load import load_content
from bot.content.texts import Texts
from bot.db.models.case import Severity
from bot.directory.snapshot import Snapshot
from bot.gateway import emergency, payloads
from bot.gateway.cases import Availability, CaseView
from bot.gateway.fallback import plain_payload
from bot.gateway.memory import Memory
from bot.gateway.messages import Card, HandoffState, Message
from bot.safety.answers import crisis_message
from bot.safety.texts import Answers, crisis_texts
from bot.sms.gsm7 import segments
from tests.browser.replies import REPLIES

NOW = datetime(2026, 11, 24, 14, 2, tzinfo=STOCKHOLM)
LANGUAGES = ("sv", "en")
# Letters of these need the wide alphabet: the same words take more parts.
WIDE = {"ar", "fa", "ti", "uk"}


@cache
def library() -> Library:
    content = load_content()
    return Library(content, Texts.load(), Snapshot.build(content))


def plain(html: str) -> str:
    """What is left when Telegram has taken the markup away."""
    assert set(re.findall(r"<[^>]*>", html)) <= {"<b>", "</b>", "<i>", "</i>"}
    return re.sub(r"<[^>]*>", "", html)


def fits_everywhere(*messages: Message) -> None:
    """The messages of one reply, on each channel, within its limits."""
    for message in messages:
        assert view.blocks(view.shown_text(message)) or isinstance(message.card, get_args(Card)[0])
        for bubble in telegram.render(message, {"2460": "Vännäs"}):
            assert 0 < utf16(plain(bubble.html)) <= telegram.LONGEST
            for button in (button for row in bubble.rows for button in row):
                assert (button.data is None) != (button.url is None)
                assert len((button.data or "").encode()) <= telegram.LONGEST_DATA
                assert button.title
                assert re.match(r"https?://", button.url or "https://")
    rendered = sms.render(messages)
    assert 0 < len(rendered.texts) <= sms.MOST_SMS
    assert [text for text in rendered.texts if segments(text) > sms.MOST_SEGMENTS] == []
    for number in range(1, len(rendered.offered) + 1):
        assert f"\n{number} " in "\n" + rendered.texts[-1]
    # What did not fit comes, and comes to an end.
    rest = rendered.rest
    while rest:
        more = sms.continued(rest, messages[0].lang)
        assert [text for text in more.texts if segments(text) > sms.MOST_SEGMENTS] == []
        assert len(more.rest) < len(rest)
        rest = more.rest


def every_crisis() -> Iterator[tuple[str, str, str, int]]:
    for lang, texts in crisis_texts().items():
        reasons = list(Answers.model_fields) if isinstance(texts.answers, Answers) else ["suicide"]
        for reason in reasons:
            for who in ("self", "other"):
                for severity in (2, 3):
                    yield lang, reason, who, severity


@pytest.mark.parametrize("directory", [True, False], ids=["directory", "without"])
@pytest.mark.parametrize(("lang", "reason", "who", "severity"), list(every_crisis()))
def test_every_crisis_answer_fits(lang: str, reason: str, who: str, severity: int, directory: bool) -> None:
    danger: Any = SimpleNamespace(severity=severity, reason=reason, who=who)
    snapshot = library().snapshot if directory else None
    for memory in (Memory(), Memory(municipality="2460", age=15), Memory(age=34)):
        message = crisis_message(danger, "", memory, snapshot, NOW, lang)
        fits_everywhere(message)
        offered = message.model_copy(
            update={"choices": [handoff.human_here(Turn("", memory, NOW, "topic"), library())]}
        )
        fits_everywhere(offered)
        rendered = sms.render([offered])
        first = rendered.texts[0]
        # The whole answer is the first SMS: at most two parts, also where each holds 67 letters.
        assert first.startswith("112\n") if severity == 3 else "112" in first
        assert segments(first) <= 2
        assert (segments(first) * 67 >= len(first) > 0) or lang not in WIDE
        assert "112" in plain(telegram.render(message)[0].html)


def test_the_emergency_words_fit() -> None:
    for lang in LANGUAGES:
        fits_everywhere(emergency.crisis(3, None, lang))
        fits_everywhere(emergency.no_answer(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("municipality", [None, "2460"])
def test_every_answer_to_a_choice_fits(lang: str, municipality: str | None) -> None:
    content = library().content
    pressed = [*(f"topic:{id}" for id in content.topics), *(f"right:{id}" for id in content.rights)]
    pressed += ["more", "open_now", "tips", "human", "restart", "forget", "privacy", "greet", "lang:en"]
    pressed += ["none_of_these", "age:15", "for:relative", "municipality:2480", "skip:municipality"]
    for payload in pressed:
        for turn in (0, 1):
            memory = Memory(language=lang, municipality=municipality, turn=turn, topics=("sleep",))
            reply = plain_payload(payloads.parse(payload), memory, library(), NOW)
            fits_everywhere(*reply.messages)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("turn", [1, 2])
def test_everything_around_the_human_fits(lang: str, turn: int) -> None:
    spoken = Turn("", Memory(language=lang, turn=turn), NOW, "talk_to_human")
    now, opening = Availability(True, None, True), Availability(False, NOW.replace(hour=18), True)
    said = handoff
    replies = [
        *(
            kind(spoken, library(), each)
            for kind in (said.offer, said.information)
            for each in (now, opening)
        ),
        *(kind(spoken, library()) for kind in (said.ask_phone, said.ask_code, said.declined, said.nobody)),
        *(kind(spoken, library()) for kind in (said.failed, said.not_relayed, said.not_ended)),
        *(said.rated(spoken, library(), helped) for helped in (True, False)),
    ]
    states = set(get_args(HandoffState)) - {"offered", "consent", "cancelled", "closed"}
    for state in sorted(states):
        case = CaseView(
            1, cast(HandoffState, state), "7KMP-3WXA", 1, 1, "Anna-Karin", NOW, NOW, NOW.replace(hour=18),
            "chat", Severity.NORMAL, "2460", "sleep",
        )  # fmt: skip
        replies += [kind(spoken, library(), case) for kind in (said.requested, said.standing, said.back)]
    for reply in replies:
        fits_everywhere(*reply.messages)


@pytest.mark.parametrize("name", REPLIES)
def test_every_kind_of_message_that_the_page_shows_fits(name: str) -> None:
    fits_everywhere(*(Message.model_validate(message) for message in REPLIES[name]))


def test_every_kind_of_card_is_among_those_that_were_tried() -> None:
    kinds = {kind.model_fields["kind"].default for kind in get_args(get_args(Card)[0])}
    tried = {message["card"]["kind"] for reply in REPLIES.values() for message in reply if "card" in message}
    assert tried == kinds


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_channels_say_themselves_fits(lang: str) -> None:
    for key, variants in Texts.load().languages[lang].items():
        if key.startswith(("telegram.", "sms.", "channel.")):
            for words in variants:
                fits_everywhere(Message(text=words, lang=lang))
                assert not key.startswith("sms.") or segments(words) <= 2, key
