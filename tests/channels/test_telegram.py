"""Telegram as a person meets it: the same brain, buttons, commands, and calm words for the rest."""

from typing import Any

import pytest

from bot.channels.telegram.arrival import read
from bot.gateway.reply import Understood
from tests.channels.telegramming import LONG_TOPIC, World
from tests.gateway.cases import FakeCases, case
from tests.gateway.world import FakeBrain
from tests.standins.telegram import group, private


async def test_a_text_is_answered_by_the_same_brain_and_shown_as_being_written(world: World) -> None:
    assert await world.writes("jag kan inte sova") == ["hörde jag kan inte sova"]
    assert world.api.methods() == ["sendChatAction", "sendMessage"]


async def test_each_chat_has_its_own_conversation_and_keeps_it(world: World, brain: FakeBrain) -> None:
    await world.writes("ett", "två")
    await world.writes("tre", chat=8)

    senders = [sender for sender, _, _ in brain.asked]
    assert senders[0] == senders[1] != senders[2]


async def test_danger_is_answered_at_once_also_beyond_the_limit(world: World) -> None:
    await world.writes(*(["hej"] * 40))
    before = len(world.api.messages())
    world.api.sent.clear()
    await world.writes("KRIS 3 suicide")

    assert before < 40
    # Nothing goes out before it, not even the sign that somebody writes.
    assert world.api.methods() == ["sendMessage"]
    assert "112" in world.api.texts()[0]


async def test_who_writes_too_much_is_told_once(world: World) -> None:
    texts = await world.writes(*(["hej"] * 40))

    assert len([text for text in texts if "många meddelanden" in text]) == 1
    assert len(texts) == 31


async def test_choices_become_buttons_and_a_press_sends_their_payload(world: World, brain: FakeBrain) -> None:
    brain.always("Välj", {"more": "Visa fler", f"topic:{LONG_TOPIC}": "X"})
    await world.writes("hej")
    buttons = world.api.buttons()
    assert [button["text"] for button in buttons] == ["Visa fler", "X"]
    assert all(len(button["callback_data"].encode()) <= 64 for button in buttons)

    await world.receives(*(world.api.pressed(button["callback_data"]) for button in buttons))
    assert [text for _, text, _ in brain.asked[1:]] == [
        "/more_services",
        f'/choose_topic{{"topic": "{LONG_TOPIC}"}}',
    ]
    assert world.api.methods().count("answerCallbackQuery") == 2


async def test_a_button_of_somebody_elses_making_is_refused_calmly(world: World, brain: FakeBrain) -> None:
    await world.receives(world.api.pressed("/restart"), world.api.pressed("#" + "0" * 32))

    assert brain.asked == []
    assert ["Knappen går inte att använda" in text for text in world.api.texts()] == [True, True]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/start", "Jag är Vart"),
        ("/hjalp", "90101"),
        ("/hjälp", "90101"),
        ("/help@vartbot", "90101"),
        ("/sprak", "Which language"),
        ("/okant", "90101"),
    ],
)
async def test_the_commands_that_tell_something(world: World, command: str, words: str) -> None:
    [text] = await world.writes(command)
    assert words in text
    assert world.api.buttons()


async def test_the_commands_that_do_something(world: World, brain: FakeBrain) -> None:
    await world.writes("/manniska")
    assert brain.asked[0][1] == "/talk_to_human"

    texts = await world.writes("/glom")
    assert "glömt dig" in texts[-1] or "glömt hos mig" in texts[-1]
    assert set(brain.forgotten) == {brain.asked[0][0]}
    await world.writes("hej igen")
    assert brain.asked[-1][0] != brain.asked[0][0]


async def test_a_wish_to_be_forgotten_in_words_is_fulfilled_too(world: World, brain: FakeBrain) -> None:
    brain.always("sidan", understood=Understood("delete_my_data"))
    texts = await world.writes("glöm mig")

    assert "sidan" not in texts
    assert "Telegram" in texts[-1]
    assert set(brain.forgotten) == {brain.asked[0][0]}


async def test_danger_after_a_command_is_read(world: World) -> None:
    # Safety sees what comes after the command.
    [text] = await world.writes("/hjalp KRIS 2 suicide")
    assert text == "Ring 112."


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "document", "video", "contact"])
async def test_what_is_not_text_is_answered_sensibly(world: World, brain: FakeBrain, kind: str) -> None:
    file = {"file_id": "1", "file_unique_id": "1"}
    still = {"is_animated": False, "is_video": False}
    content: Any = {
        "sticker": {**file, "type": "regular", "width": 1, "height": 1, **still},
        "voice": {**file, "duration": 1},
        "photo": [{**file, "width": 1, "height": 1}],
        "document": file,
        "video": {**file, "width": 1, "height": 1, "duration": 1},
        "contact": {"phone_number": "+46701740605", "first_name": "Kim"},
    }[kind]  # fmt: skip
    await world.receives(world.api.written(None, **{kind: content}))

    [text] = world.api.texts()
    assert "text" in text
    assert "112" in text
    assert brain.asked == []


async def test_the_words_under_a_picture_are_a_text(world: World) -> None:
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    await world.receives(world.api.written(None, photo=photo, caption="KRIS 2 suicide"))

    assert world.api.texts() == ["Ring 112."]


async def test_a_place_is_dropped_and_the_municipality_asked_for(world: World, brain: FakeBrain) -> None:
    await world.receives(world.api.written(None, location={"latitude": 63.9, "longitude": 19.7}))

    assert [button["text"] for button in world.api.buttons()] == ["Vännäs", "Umeå"]
    assert all(b"63.9" not in (row.sealed or b"") for row in await world.rows())
    await world.receives(world.api.pressed("municipality:2460"))
    assert brain.asked[0][1] == '/choose_municipality{"municipality": "2460"}'
    # A place that moves is edited again and again.
    await world.receives(
        world.api.written(None, kind="edited_message", location={"latitude": 63.9, "longitude": 19.8})
    )
    assert len(world.api.messages()) == 2


async def test_an_edited_text_is_read_again(world: World) -> None:
    await world.writes("hej")
    await world.receives(world.api.written("KRIS 3 suicide", kind="edited_message"))

    assert world.api.texts()[-1] == "Ring 112."


async def test_a_group_gets_one_pointer_and_is_left(world: World, brain: FakeBrain) -> None:
    await world.receives(world.api.member(group(), "member"))
    assert len(world.api.texts(-100)) == 1
    assert "egen chatt" in world.api.texts(-100)[0]
    assert world.api.methods()[-1] == "leaveChat"

    await world.receives(world.api.member(group(), "left"))
    message = {"message_id": 5, "date": 0, "chat": group(-200), "text": "KRIS 3 suicide"}
    await world.receives(world.api.update(message=message))
    assert world.api.methods()[-1] == "leaveChat"
    assert brain.asked == []
    assert len(world.api.messages()) == 2


async def test_whoever_blocks_the_bot_is_left_alone(world: World) -> None:
    await world.writes("hej")
    await world.talks.seal("7")
    assert (await world.identity()).sealed_address is not None

    await world.receives(world.api.member(private(7), "kicked"))
    assert (await world.identity()).sealed_address is None
    world.api.blocked.add(7)
    await world.writes("hej")
    assert [row.next_at for row in await world.rows()] == [None] * 3


async def test_a_long_text_is_split_at_sentence_ends(world: World, brain: FakeBrain) -> None:
    long = ("Det här är en mening som någon har skrivit med omsorg. " * 150).strip()
    brain.always(long)
    texts = await world.writes("hej")

    assert len(texts) > 1
    assert all(len(text) <= 4096 and text.endswith(".") for text in texts)
    assert " ".join(texts) == long


async def test_markup_of_others_is_text(world: World) -> None:
    [text] = await world.writes("<b>hej</b> & <a href='tg://user?id=1'>du</a>")
    assert text == "hörde &lt;b&gt;hej&lt;/b&gt; &amp; &lt;a href=&#x27;tg://user?id=1&#x27;&gt;du&lt;/a&gt;"


async def test_a_message_that_telegram_objects_to_still_arrives(world: World) -> None:
    world.api.refused = lambda values: "parse_mode" in values
    assert await world.writes("<3") == ["hörde <3"]


async def test_nothing_of_who_writes_is_taken(world: World) -> None:
    update = world.api.written("hej", chat=4711)
    parsed = read(world.telegram.update_of(update))

    assert parsed is not None
    assert not {"Kim", "Svensson", "kimsv"} & set(str(parsed.to_json()).split('"'))
    await world.receives(update)
    row = await world.identity()
    assert row.sealed_address is None
    assert "4711" not in repr([row.address_hash, row.conversation_id])
    assert all(each.sealed is None for each in await world.rows())


async def test_the_address_is_kept_only_while_a_case_is_alive(world: World, cases: FakeCases) -> None:
    await world.writes("hej")
    row = await world.identity()
    assert row.sealed_address is None
    cases.cases[row.conversation_id or ""] = case(cases.clock)
    await world.writes("mer att läsa för den som tar emot")

    sealed = (await world.identity()).sealed_address
    assert sealed is not None
    assert world.talks.identities.vault.open(sealed) == b"7"


async def test_a_text_that_is_far_too_long_is_read_at_both_ends(world: World, brain: FakeBrain) -> None:
    await world.writes("b" * 2_100 + "m" * 10 + "s" * 1_990)

    [(_, text, _)] = brain.asked
    assert len(text) <= 4_000
    assert text.startswith("b")
    assert text.endswith("s")
