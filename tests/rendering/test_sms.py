"""SMS: the most useful contact first, numbers for choices, nothing lost, nothing too long."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.rendering.sms import MOST_SMS, continued, joined, render
from bot.channels.seeker_words import keyword
from bot.gateway.messages import Choice, CrisisCard, Message, ServicesCard
from bot.gateway.short_words import says_stop
from bot.sms.gsm7 import sanitise, segments

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400).filter(str.strip)
PAYLOADS = ["more", "human", "forget", "open_now", "tips", "topic:sleep", "topic:stress", "human:chat"]
TITLES = st.text(st.characters(categories=["L"]), min_size=1, max_size=60)
CHOICES = st.lists(st.builds(Choice, title=TITLES, payload=st.sampled_from(PAYLOADS)), max_size=8)
LANG = st.sampled_from(["sv", "en"])
MESSAGE = st.builds(Message, text=WORDS, lang=LANG, choices=CHOICES)


def services(text: str, *choices: tuple[str, str]) -> Message:
    card = ServicesCard(topic="sleep", municipality=None, more=True, services=[])
    offered = [Choice(title=title, payload=payload) for title, payload in choices]
    return Message(text=text, card=card, choices=offered)


def test_a_contact_stands_in_the_first_sms() -> None:
    text = "Det är jobbigt när man inte kan sova. Hit kan du vända dig:\n\n• Bris: 116 111\n• 1177"
    rendered = render([services(text, ("Visa fler", "more"), ("Öppet nu", "open_now"))])
    [first] = rendered.texts
    assert "- Bris: 116 111" in first
    assert first.endswith(
        "1 Öppet nu\nSvara MER för fler, MÄNNISKA för att prata med någon, GLÖM för att radera."
    )
    assert rendered.offered == ("open_now",)


def test_who_is_being_offered_a_human_is_not_told_how_to_ask_for_one() -> None:
    [text] = render([services("Ska jag fråga?", ("Ja", "human:consent"), ("Nej", "human:no"))]).texts
    assert text == "Ska jag fråga?\n1 Ja\n2 Nej"


def test_a_case_is_ended_by_a_word_that_is_named_once_and_never_the_providers_own() -> None:
    cancel = [Choice(title="Avbryt ärendet", payload="human:cancel")]
    standing = render([Message(text="Anna är med i samtalet.", choices=cancel)])
    assert standing.texts == ("Anna är med i samtalet.\nSvara AVBRYT om du ångrar dig.",)
    assert standing.offered == ()
    told = "Skickat. Skriv ”avbryt” om du ångrar dig."
    assert render([Message(text=told, choices=cancel)]).texts == (sanitise(told),)
    [english] = render([Message(text="Anna is there.", lang="en", choices=cancel)]).texts
    word = english.split("Reply ")[1].split(" if ")[0]
    assert says_stop(word)
    assert keyword(word) is None


def test_hints_are_shorter_where_that_saves_an_sms() -> None:
    answer = services(
        "Det är jobbigt. " * 14 + "\n\n• Bris: 116 111", ("Fler", "more"), ("Öppet nu", "open_now")
    )
    [text] = render([answer]).texts
    assert "116 111" in text
    assert text.endswith("1 Öppet nu\nSvara MER eller MÄNNISKA.")
    longer = services(
        "Det är jobbigt. " * 17 + "\n\n• Bris: 116 111", ("Fler", "more"), ("Öppet nu", "open_now")
    )
    along = "Det kostar som vanligt. " * 10
    first, second = render([longer], along).texts
    assert joined(second, along)
    assert "GLÖM" not in first + second
    assert "GLÖM" in render([longer]).texts[-1]


def test_two_sms_are_one_where_it_holds_both() -> None:
    assert joined("ett", "två") == "ett\ntvå"
    assert joined("a" * 200, "b" * 200) is None


def test_asking_a_human_again_has_a_number_where_no_word_is_named() -> None:
    choices = ("Fråga igen", "human"), ("Avbryt", "human:cancel")
    rendered = render([services("Ingen kunde svara.", *choices)])
    assert rendered.texts[0].endswith("1 Fråga igen\nSvara AVBRYT om du ångrar dig.")
    assert rendered.offered == ("human",)


def test_a_line_beside_a_foreign_text_is_not_cut_in_its_middle() -> None:
    words = "Hos vården och myndigheter får du tolk, det är din rättighet."
    texts = render([Message(text="يمكنني", lang="ar"), Message(text=words)]).texts
    assert words in "\n".join(texts)


def test_a_crisis_stands_first_and_whole() -> None:
    card = CrisisCard(severity=3, reason="suicide", services=[])
    crisis = Message(text="112\n" + "Ring nu. " * 30, card=card, choices=[Choice(title="x", payload="human")])
    rendered = render([crisis, Message(text="Skickat till Anna 14.02.")])
    first, second = rendered.texts
    assert first.startswith(sanitise(crisis.text))
    assert "Skickat till Anna" in first + second
    assert "MÄNNISKA" in second


def test_what_a_human_says_is_whole_and_named() -> None:
    words = "ord " * 300
    human = Message.model_validate({"text": words, "from": "human", "name": "Anna"})
    rendered = render([human])
    assert rendered.texts == (f"Anna, en människa: {words}".strip(),)


@given(st.lists(MESSAGE, min_size=1, max_size=4))
def test_whatever_is_said_fits_and_nothing_is_lost(messages: list[Message]) -> None:
    rendered = render(messages)
    assert len(rendered.texts) <= MOST_SMS
    assert all(segments(text) <= 2 for text in rendered.texts)
    told, rest = list(rendered.texts), rendered.rest
    for _ in range(100):
        if not rest:
            break
        more = continued(rest, "sv")
        assert all(segments(text) <= 2 for text in more.texts)
        told += more.texts
        rest = more.rest
    assert rest == ()
    said = "".join("".join(told).split())
    for message in messages:
        for word in sanitise(message.text).split():
            # A word longer than an SMS is cut; every other one stands there whole.
            assert word in said or len(word) > 60


@given(st.lists(MESSAGE, min_size=1, max_size=3))
def test_every_number_stands_for_the_choice_beside_it(messages: list[Message]) -> None:
    rendered = render(messages)
    tail = rendered.texts[-1].split("\n")
    for number, payload in enumerate(rendered.offered, 1):
        line = next(line for line in tail if line.startswith(f"{number} "))
        assert payload == "human:chat" or any(
            line == sanitise(f"{number} {choice.title}")
            for message in messages
            for choice in message.choices or ()
            if choice.payload == payload
        )
