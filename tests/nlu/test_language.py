"""Which language a message is written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.language import asked_for, detect, is_sure, named

_TEXTS = {
    "sv": [
        "jag mår inte bra",
        "hej på dig",
        "kan nån hjälpa mig",
        "ja ork int mer",
        "vart ska jag vända mig",
    ],
    "en": [
        "I can't sleep",
        "hello",
        "my husband hits me",
        "my son won't go to school",
        "please help me",
        "do you speak english",
    ],
    "ar": ["أنا حزين جدا", "أحتاج مساعدة"],
    "fa": ["من کمک می‌خواهم", "من ده سال دارم"],
    "ckb": ["دەمەوێت یارمەتیم بدەن"],
    "so": [
        *("waxaan u baahanahay caawimaad", "waan ka xumahay, maxaa la sameeyaa", "waan murugaysanahay"),
        *("wiilkaygu wuxuu isticmaalaa maandooriye", "ma bilaash baa", "ma tahay qof dhab ah?", "17 jir"),
        *("waxaan rabaa inaan dhinto", "nafta ayaan iska qaadayaa", "mahadsanid"),
    ],
    "ti": ["ሓገዝ የድልየኒ"],
    "uk": ["Мені потрібна допомога", "допоможіть"],
    "ru": ["мне очень грустно", "как мне жить"],
    "fi": ["minä tarvitsen apua", "olen surullinen", "haluan nukkua"],
    "tr": ["ölmek istiyorum", "kendimi kötü hissediyorum"],
    "pl": ["chcę umrzeć", "jestem smutny, mam 19 lat"],
    "ku": ["ez dixwazim alîkariyê", "Ez dixwazim xwe bikujim", "Kurê min naçe dibistanê"],
    "es": ["Mi marido me pega", "Busco trabajo", "Tengo que hablar sueco"],
    "fr": ["Je veux mourir", "Ça va mieux maintenant", "C'est gratuit ?"],
    "de": ["Ich will sterben", "Mir geht es besser", "Ich suche eine Wohnung"],
    "am": ["እኔ መሞት እፈልጋለሁ"],
    "ro": ["Vreau să mor", "mulțumesc"],
    "sq": ["Dua të vdes", "faleminderit"],
    "bs": ["Želim umrijeti", "hvala"],
    "vi": ["Tôi muốn chết"],
}


@pytest.mark.parametrize(
    ("text", "language"), [(text, language) for language, texts in _TEXTS.items() for text in texts]
)
def test_the_language(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "text",
    [
        *("", "15", "🙈", "Umeå"[:3], "bris"),
        *("yo", "yooo", "21 yo", "que", "no", "ben", "mam", "ei", "die", "ka", "ok no", "brutit ben"),
        *("dans", "ans", "will"),
    ],
)
def test_too_little_tells_no_language(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    "text",
    [
        'min kompis sa "fuck you" till mig',
        "har burnout och orkar inte",
        "blir bullied på snap av folk i klassen",
        "vill prata med nån om min relationship",
    ],
)
def test_english_words_in_swedish_are_swedish(text: str) -> None:
    assert detect(text) == "sv"


@pytest.mark.parametrize(
    "text",
    [
        *("yo bror", "yo len", "ey", "wallah", "bre", "abi", "yo jag mår kass", "yo hjälp", "hola bror"),
        *("jag har ont i ben", "mam slår mig", "ka ska ja gör"),
    ],
)
def test_slang_is_swedish(text: str) -> None:
    assert detect(text) == "sv"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("yo estoy triste", "es"),
        ("hola, que hago", "es"),
        ("yo necesito ayuda", "es"),
        ("ben yardim", "tr"),
        ("das ist", "de"),
        ("je suis triste", "fr"),
        ("jestem moj", "pl"),
        ("waan ku", "so"),
        ("nie mam", "pl"),
        ("jak sie", "pl"),
        ("est mon", "fr"),
        ("ich will nicht mehr leben", "de"),
        ("je dors dans la rue", "fr"),
    ],
)
def test_slang_beside_more_of_the_other_language_is_that_language(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "text", ["I will die", "i will die tonight", "how do I die", "will die", "I want to die"]
)
def test_english_that_looks_like_german_is_english(text: str) -> None:
    assert detect(text) == "en"


@given(st.text())
def test_nothing_that_can_be_written_breaks_it(text: str) -> None:
    assert detect(text) == detect(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("svenska", "sv"),
        ("English", "en"),
        ("kan du svara på svenska", "sv"),
        ("answer in Swedish please", "sv"),
        ("inte engelska, finska", "fi"),
        ("min pappa talar bara arabiska och är sjuk", None),
        ("hej", None),
    ],
)
def test_a_message_that_only_asks_for_a_language(text: str, language: str | None) -> None:
    assert asked_for(text) == language


def test_a_language_is_named_anywhere() -> None:
    assert named("Kan min make få svaren på arabiska?") == "ar"
    assert named("byt språk") is None


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("سلام", False),
        ("أنا حزين", True),
        ("دلم گرفته", True),
        ("дякую", True),
        ("так", True),
        ("хочу", False),
        ("ሰላም", False),
        ("ኣብ ኡመዮ ይነብር", True),
        ("thank you", False),
        ("jag vill skriva på svenska", True),
    ],
)
def test_how_surely_a_message_tells_its_language(text: str, sure: bool) -> None:
    assert is_sure(text) == sure


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I took 30 paracetamol", "en"),
        ("I swallowed pills", "en"),
        ("jag bor i Umeå", "sv"),
        ("i team", None),
    ],
)
def test_i_before_an_english_word_is_english(text: str, language: str | None) -> None:
    assert detect(text) == language
