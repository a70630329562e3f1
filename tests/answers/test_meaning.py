"""What a message in another language is about."""

import pytest

from bot.answers.meaning import meaning_of


@pytest.mark.parametrize(
    ("text", "language", "topic"),
    [
        ("ابني يتعاطى المخدرات", "ar", "alcohol_drugs"),
        ("أشعر بالحزن", "ar", "low_mood"),
        ("أحتاج محامي لطلب اللجوء", "ar", "newly_arrived"),
        ("نمیتونم بخوابم", "fa", "sleep"),
        ("waan murugaysanahay", "so", "low_mood"),
        ("wiilkaygu wuxuu isticmaalaa daroogo", "so", "alcohol_drugs"),
        ("я хочу знайти роботу", "uk", "work"),
        ("ክድቅስ ኣይክእልን", "ti", "sleep"),
        ("jestem smutna", "pl", "low_mood"),
        ("korkuyorum", "tr", "anxiety"),
        ("أسكن في أوميو", "ar", None),
        ("mam dom", "pl", None),
        ("", "so", None),
    ],
)
def test_the_topic(text: str, language: str, topic: str | None) -> None:
    assert meaning_of(text, language).topic == topic


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *(("شكرا", "ar"), ("تشکر", "fa"), ("дякую", "uk"), ("mahadsanid", "so"), ("የቐንየለይ", "ti")),
        *(("teşekkürler", "tr"), ("kiitos paljon", "fi"), ("dziękuję", "pl"), ("сп\u0430сибо", "ru")),
    ],
)
def test_a_thank_you(text: str, language: str) -> None:
    assert meaning_of(text, language).thanks


def test_who_thanks_and_tells_more_is_answered_for_that() -> None:
    assert not meaning_of("شكرا لكن أنا حزين", "ar").thanks


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("هل هو مجاني؟", "ar"),
        ("чи це безкоштовно?", "uk"),
        ("ma bilaash baa", "so"),
        ("czy to jest bezpłatne", "pl"),
    ],
)
def test_what_it_costs(text: str, language: str) -> None:
    assert meaning_of(text, language).asks_cost
