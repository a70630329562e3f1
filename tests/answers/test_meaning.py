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
        ("Mi hija no quiere ir al colegio", "es", "school_absence"),
        ("Mon fils ne veut pas aller à l'école", "fr", "school_absence"),
        ("Mein Sohn will nicht zur Schule gehen", "de", "school_absence"),
        ("Moja córka nie chce chodzić do szkoły", "pl", "school_absence"),
        ("Oğlum okula gitmek istemiyor", "tr", "school_absence"),
        ("Kurê min naçe dibistanê", "ku", "school_absence"),
        ("Poikani ei halua mennä kouluun", "fi", "school_absence"),
        ("Szukam mieszkania", "pl", "money_housing"),
        ("Ich suche eine Wohnung", "de", "money_housing"),
        ("Busco trabajo", "es", "work"),
        ("Je suis très triste", "fr", "low_mood"),
        ("Me quiero matar", "es", "self_harm"),
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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *(("هل يوجد مترجم", "ar"), ("Muss ich Schwedisch sprechen?", "de"), ("Czy jest tłumacz?", "pl")),
        *(("pitääkö puhua ruotsia", "fi"), ("tengo que hablar sueco", "es"), ("no hablo sueco", "es")),
        ("dois-je parler suédois", "fr"),
    ],
)
def test_who_asks_for_an_interpreter_or_whether_swedish_is_needed(text: str, language: str) -> None:
    assert meaning_of(text, language).asks_interpreter
    assert not meaning_of("", language).asks_interpreter


@pytest.mark.parametrize(
    ("text", "language"),
    [("asun Ruotsissa", "fi"), ("mi marido es sueco", "es"), ("mon mari est suédois", "fr")],
)
def test_who_is_in_sweden_or_swedish_asks_for_no_interpreter(text: str, language: str) -> None:
    assert not meaning_of(text, language).asks_interpreter


@pytest.mark.parametrize(
    ("text", "language", "better"),
    [
        ("أنا بخير الآن", "ar", True),
        ("لست بخير", "ar", False),
        ("mir geht es besser", "de", True),
        ("mir geht es nicht besser", "de", False),
        ("lepiej umrzeć", "pl", False),
        ("أنا مش بخير", "ar", False),
        ("انا مو بخير", "ar", False),
        ("لم أعد بخير", "ar", False),
        ("nije bolje", "bs", False),
        ("kaum besser", "de", False),
        ("besser tot", "de", False),
        ("wäre besser tot", "de", False),
        ("mejor muerta", "es", False),
        ("nada mejor", "es", False),
        ("mieux mort", "fr", False),
        ("il vaut mieux disparaître", "fr", False),
        ("مرگ بهتره", "fa", False),
        ("Ça va mieux, merci", "fr", True),
        ("ich fühle mich besser", "de", True),
        ("Ya estoy mejor", "es", True),
        ("الان بهترم", "fa", True),
        ("አሁን ደህና ነኝ", "am", True),
        ("Niha baş im", "ku", True),
        ("lepiej beze mnie, bez sensu", "pl", False),
    ],
)
def test_who_says_that_it_is_better(text: str, language: str, better: bool) -> None:
    assert meaning_of(text, language).better is better
