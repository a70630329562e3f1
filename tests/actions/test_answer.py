"""Each action hands Rasa one reply, whatever the tracker says."""

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import actions
from bot.answers.replies import ANSWERS
from bot.gateway.fallback import plain_payload
from bot.gateway.memory import Memory
from bot.gateway.payloads import parse
from bot.gateway.reply import Reply
from tests.actions import files
from tests.actions.payloads import EVERY_KIND
from tests.answers.speaking import MONDAY, check, real_library


def tracker(intent: str, memory: Memory, **more: Any) -> Tracker:
    message = {"intent": {"name": intent}, "text": "hej", "metadata": {"memory": memory.to_json()}, **more}
    return Tracker("anybody", {}, message, [], False, None, {}, "action_listen")


async def run(action: str, tracked: Tracker) -> Reply:
    made = {one.name(): one for one in actions(real_library, lambda: MONDAY)}
    dispatcher = CollectingDispatcher()
    assert await made[action].run(dispatcher, tracked, {}) == []
    (message,) = dispatcher.messages
    return Reply.from_json(message["custom"])


def test_there_is_one_for_every_answer() -> None:
    assert {action.name() for action in actions(real_library, lambda: MONDAY)} == set(ANSWERS)


@pytest.mark.parametrize("memory", [Memory(), Memory(topics=("sleep",), municipality="2460", turn=3)])
@pytest.mark.parametrize(("intent", "action"), files.rules())
async def test_every_rule_gives_a_reply(intent: str, action: str, memory: Memory) -> None:
    topics = [intent] if intent in real_library().content.topics else []
    found = [{"entity": "topic", "value": "sleep"}] if intent == "choose_topic" else []
    reply = await run(action, tracker(intent, memory, topics=topics, entities=found))
    check(reply)


async def test_what_the_message_tells_is_remembered() -> None:
    found = [{"entity": "municipality", "value": "2480"}, {"entity": "age", "value": 15}]
    ranking = [{"name": "sleep", "confidence": 0.8}, {"name": "stress", "confidence": 0.1}]
    tracked = tracker("sleep", Memory(), topics=["sleep"], entities=found, intent_ranking=ranking)
    reply = await run("action_answer_topic", tracked)
    assert (reply.memory.municipality, reply.memory.age, reply.memory.turn) == ("2480", 15, 1)
    assert (reply.understood.topic, reply.understood.confidence) == ("sleep", 0.8)


@pytest.mark.parametrize("memory", [Memory(), Memory(topics=("sleep",), municipality="2460", turn=3)])
@pytest.mark.parametrize("payload", EVERY_KIND)
def test_every_payload_is_answered_without_rasa(payload: str, memory: Memory) -> None:
    check(plain_payload(parse(payload), memory, real_library(), MONDAY))


@pytest.mark.parametrize(
    "payload", ["topic:unheard_of", "municipality:9999", "age:0", "right:unheard_of", "lang:xx"]
)
def test_an_id_that_nothing_bears_is_answered_too(payload: str) -> None:
    reply = plain_payload(parse(payload), Memory(topics=("gone",)), real_library(), MONDAY)
    check(reply)
    assert reply.memory.municipality is None
