"""What it is not about is left."""

import pytest

from bot.gateway.memory import Memory
from tests.answers.speaking import Talk, choices, kinds, text


@pytest.fixture
def talk() -> Talk:
    talk = Talk()
    talk.asks_for("school_absence", municipality="2480")
    return talk


@pytest.mark.parametrize(
    "said", ["nej han är inte mobbad", "mobbning? nej", "sa ju att det inte är mobbning"]
)
def test_a_matter_that_is_denied_is_not_taken_up(talk: Talk, said: str) -> None:
    reply = talk.turn("bullying", topics=["bullying"], text=said, sure=0.99)
    assert reply.understood.topic == "school_absence"
    assert reply.memory.topics == ("school_absence",)
    assert "Mobbning" in text(reply)
    assert "topic:bullying" not in choices(reply)


@pytest.mark.parametrize(
    "said", ["nej det är inte skolan", "Nä, det handlar inte om skolan", "no it's not about school"]
)
def test_the_matter_at_hand_is_left_and_asked_for_anew(talk: Talk, said: str) -> None:
    reply = talk.turn("school_absence", topics=["school_absence"], text=said, sure=0.99)
    assert reply.memory.topics == ()
    assert reply.memory.expects == "topic"
    assert "human" in choices(reply)


def test_what_is_meant_instead_is_answered(talk: Talk) -> None:
    reply = talk.turn("sleep", topics=["sleep"], text="nej inte skolan, jag kan inte sova", sure=0.9)
    assert reply.understood.topic == "sleep"
    assert kinds(reply)[0] == "services"


@pytest.mark.parametrize(
    "said", ["nej", "nej tack", "nej inte nu", "nej han mår inte så bra", "jag går inte till skolan"]
)
def test_a_no_that_denies_no_matter_is_none(talk: Talk, said: str) -> None:
    talk.turn("deny", text=said, sure=0.99)
    assert talk.memory.topics == ("school_absence",)


def test_after_a_crisis_nothing_is_left() -> None:
    talk = Talk(memory=Memory(crisis="violence", danger=3, topics=("violence",)))
    assert talk.turn("deny", text="nej det är inte våld", sure=0.99).memory.topics == ("violence",)


@pytest.mark.parametrize("said", ["nej inte anorexi", "nej inte ätstörning"])
def test_one_of_the_choices_offered_is_denied(said: str) -> None:
    talk = Talk(memory=Memory(options=("eating", "sleep", "stress"), expects="clarify"))
    reply = talk.turn("eating", topics=["eating"], text=said, sure=0.9)
    assert "ätstörning" in text(reply)
    assert choices(reply) == ["topic:sleep", "topic:stress", "human"]


def test_a_denial_at_once_is_heard() -> None:
    reply = Talk().turn("sleep", topics=["sleep"], text="nej inte sömn", sure=0.9)
    assert kinds(reply) == []
    assert reply.memory.expects == "topic"


def test_a_denial_of_more_words_at_once_may_be_a_complaint() -> None:
    reply = Talk().turn("sleep", topics=["sleep"], text="nej inte sova på natten", sure=0.9)
    assert reply.understood.topic == "sleep"


def test_a_topics_own_word_is_a_matter_though_places_are_called_so() -> None:
    talk = Talk()
    talk.asks_for("eating")
    assert talk.turn("deny", text="nej inte ätstörning", sure=0.9).memory.topics == ()


@pytest.mark.parametrize("said", ["nej inte hälsocentralen", "nej inte Bris"])
def test_a_place_refused_leaves_the_matter(said: str) -> None:
    talk = Talk()
    talk.asks_for("general_care", municipality="2480")
    assert talk.turn("deny", text=said, sure=0.9).memory.topics == ("general_care",)


@pytest.mark.parametrize("said", ["han slår inte", "nej inget våld", "han är inte farlig"])
def test_what_is_not_done_does_not_become_the_matter(talk: Talk, said: str) -> None:
    reply = talk.turn("violence", topics=["violence"], text=said, sure=0.99)
    assert reply.memory.topics == ("school_absence",)
    assert "topic:violence" not in choices(reply)


@pytest.mark.parametrize(
    "said", ["hon skär sig inte eller så, bara ledsen", "hon skadar sig inte, bara nere"]
)
def test_what_is_denied_is_not_answered_beside_what_is_meant(said: str) -> None:
    talk = Talk(memory=Memory(for_whom="relative", topics=("relative_support",)))
    reply = talk.turn("self_harm", topics=["self_harm", "low_mood"], text=said, sure=0.7)
    assert reply.memory.topics == ("low_mood",)


@pytest.mark.parametrize(
    "said",
    ["hon slår mig inte", "han slår dem inte", "inget våld", "han tvingar mig inte", "he doesn't hit me"],
)
def test_without_violence_the_matter_and_its_places_stay(said: str) -> None:
    talk = Talk()
    talk.asks_for("family_conflict", municipality="2480", age=15)
    reply = talk.turn("violence", topics=["violence"], text=said, sure=0.9)
    assert reply.memory.topics == ("family_conflict",)
    assert kinds(reply) == ["services"]
    assert "112" in text(reply)


def test_that_it_is_at_home_is_a_matter_and_no_refused_place() -> None:
    talk = Talk()
    talk.asks_for("low_mood", municipality="2480", age=13)
    said = "nej det gäller inte skolan egentligen, det är hemma"
    reply = talk.turn("school_absence", topics=["school_absence"], text=said, sure=0.9)
    assert reply.memory.topics == ("family_conflict",)
