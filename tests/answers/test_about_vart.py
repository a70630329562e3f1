"""What is asked of Vart itself is answered first, truly and briefly, and the matter at hand stays."""

import pytest

from bot.content.texts import Texts
from bot.gateway.memory import AFTER_CRISIS, Memory
from tests.answers.speaking import Talk, choices, ids, kinds, real_library, text


@pytest.fixture
def talk() -> Talk:
    talk = Talk()
    talk.asks_for("low_mood", municipality="2480", age=16)
    return talk


def _is(said: str, kind: str) -> bool:
    places = ", ".join(sorted(one.name for one in real_library().content.municipalities.values()))
    return any(
        one.replace("{places}", places) in said
        for texts in Texts.load().languages.values()
        for one in texts[f"vart.{kind}"]
    )


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        *(("kan polisen läsa chatten", "police"), ("är det polisen som läser", "police")),
        *(("kan soc se det här", "soc"), ("skickar ni det till soc", "soc")),
        *(("kommer ni anmäla mig", "report"), ("will you report me", "report")),
        *(("kan han få reda på att jag skrivit här", "others"), ("vem läser det här", "others")),
        *(("hur gömmer jag detta", "hide"), ("how do i hide this", "hide")),
        *(("vem äger dig", "owner"), ("who made you", "owner"), ("varför ska jag lita på dig", "trust")),
        *(("minns du mig", "remember"), ("vill du va min kompis", "friend"), ("bevisa det", "prove")),
        *(("har du känslor", "feelings"), ("är du ledsen nån gång", "feelings")),
        *(("vad händer om jag klickar på Lämna sidan", "leave"), ("what does leave page do", "leave")),
        *(("är det du som bestämmer", "decide"), ("bestämmer du över mig", "decide")),
        *(
            ("vad kostar det att prata med dig", "cost"),
            ("är du gratis", "cost"),
            ("kostar det nåt att skriva här", "cost"),
        ),
        *(
            ("kan du berätta för mamma åt mig", "errand"),
            ("kan du ringa åt mig", "errand"),
            ("can you call them for me", "errand"),
        ),
        *(("vilka kommuner har ni", "where"), ("which municipalities do you cover", "where")),
        *(("får de veta att jag pratar med er", "others"), ("can they see that i talk to you", "others")),
        *(("får nån veta att jag chattar här", "others"), ("får mamma se vad jag har skrivit hit", "others")),
        *(("skämtade bara", "joke"), ("testar bara", "joke"), ("säg nåt roligt", "fun")),
    ],
)
def test_the_answer_comes_first_and_the_matter_stays(talk: Talk, words: str, kind: str) -> None:
    reply = talk.turn("nlu_fallback", text=words, sure=0.5)
    assert _is(text(reply).split("\n")[0], kind)
    assert reply.memory.topics == ("low_mood",)


@pytest.mark.parametrize("words", ["bevisa det", "skämtade bara", "är det polisen som läser"])
def test_nothing_need_have_been_said_before(words: str) -> None:
    assert "vart" not in kinds(Talk().turn("crime", topics=["crime"], text=words, sure=0.9))
    assert not ids(Talk().turn("crime", topics=["crime"], text=words, sure=0.9))


@pytest.mark.parametrize(
    "words",
    [
        *(
            "jag är ledsen",
            "mamma är polis",
            "pappa läser mycket",
            "polisen tog min bror",
            "jag testar droger",
        ),
        *(
            "jag vill ha en kompis",
            "min kompis skojar om mig",
            "soc tog mina barn",
            "min bror skämtade om det",
        ),
        *("vill inte lämna sidan av henne", "kan du säga åt mig vad jag ska göra"),
    ],
)
def test_what_is_told_of_oneself_is_no_question_of_vart(talk: Talk, words: str) -> None:
    reply = talk.turn("nlu_fallback", text=words, sure=0.3)
    assert reply.understood.intent == "topic"


def test_a_friend_that_vart_could_be_is_nobody_to_worry_for() -> None:
    found = {"for_whom": "relative"}
    reply = Talk().turn("loneliness", found, ["loneliness"], text="vill du va min kompis?", sure=0.9)
    assert reply.memory.for_whom is None


def test_thanks_for_nothing_are_none(talk: Talk) -> None:
    assert talk.turn("thanks", text="tack för inget", sure=0.99).understood.intent == "feedback_bad"
    assert talk.turn("thanks", text="tack", sure=0.99).understood.intent == "thanks"


def test_whoever_is_read_hears_how_to_leave_no_trace(talk: Talk) -> None:
    reply = talk.turn("nlu_fallback", text="han läser min telefon", sure=0.3)
    assert reply.understood.topic == "low_mood"
    assert _is(reply.messages[-1].text, "hide")
    assert "forget" in choices(reply)


def test_in_danger_112_goes_first_and_nobody_is_taken_out_of_it() -> None:
    talk = Talk(memory=Memory(crisis="violence", danger=3, age=16))
    reply = talk.turn("privacy", text="kan han se vad jag skriver", sure=0.9)
    assert "112" in text(reply).split("\n")[0]
    assert _is(text(reply), "others")
    assert reply.memory.expects == AFTER_CRISIS
    assert reply.memory.crisis == "violence"


def test_a_joke_after_a_crisis_goes_on_with_it() -> None:
    talk = Talk(memory=Memory(crisis="suicide", danger=3, age=16))
    reply = talk.turn("nlu_fallback", text="skämtade bara", sure=0.3)
    assert "112" in text(reply)
    assert not _is(text(reply), "joke")


def test_with_a_human_in_contact_the_page_on_privacy_answers() -> None:
    reply = Talk(memory=Memory(case=True)).turn("privacy", text="kan soc se det här", sure=0.99)
    assert "privacy" in kinds(reply)


def test_who_cannot_have_it_done_is_shown_whom_to_tell() -> None:
    talk = Talk()
    talk.asks_for("relative_support", municipality="2480", for_whom="relative")
    reply = talk.turn("nlu_fallback", text="kan du göra en orosanmälan åt mig", sure=0.4)
    assert _is(text(reply).split("\n")[0], "errand")
    assert "umea-socialtjanst" in ids(reply)


@pytest.mark.parametrize("words", ["haha du e en bot va", "du är ju bara en robot", "you are just a bot"])
def test_a_bot_says_that_it_is_one(words: str) -> None:
    assert Talk().turn("nlu_fallback", text=words, sure=0.3).understood.intent == "who_are_you"


@pytest.mark.parametrize("words", ["du är en dålig bot", "vem bestämmer hemma", "vad kostar det att gå dit"])
def test_what_only_sounds_like_it_is_not_about_vart(talk: Talk, words: str) -> None:
    said = text(talk.turn("nlu_fallback", text=words, sure=0.3))
    assert not any(_is(said.split("\n")[0], kind) for kind in ("decide", "cost"))


def test_in_a_crisis_who_gets_to_know_is_told_beside_the_lines() -> None:
    talk = Talk(memory=Memory(crisis="honour", danger=2, topics=("honour",), age=17))
    reply = talk.turn("rights", topics=["rights"], text="får de veta att jag pratar med er", sure=0.9)
    assert any(_is(message.text, "others") for message in reply.messages)
    assert "112" in text(reply)
    assert reply.memory.crisis == "honour"


def test_whether_it_is_open_is_asked_of_vart_until_there_are_places(talk: Talk) -> None:
    assert _is(text(Talk().turn("open_now", text="har ni öppet på söndag", sure=0.99)), "open")
    assert not _is(text(talk.turn("open_now", text="har ni öppet på söndag", sure=0.99)), "open")
