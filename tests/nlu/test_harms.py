"""What was swallowed or done to a throat, and nowhere to sleep, in other languages."""

import pytest

from nlu.harms import tells_of_no_roof, tells_of_strangling, tells_of_swallowing
from nlu.traits import STRANGLED, SWALLOWED, read_traits

_SWALLOWED = [
    *(
        "لقد تناولت الكثير من الحبوب",
        "من خیلی قرص خوردم",
        "Waxaan liqay kaniini badan",
        "Я випила багато таблеток",
    ),
    *(
        "Я выпил упаковку таблеток",
        "Tomé muchas pastillas",
        "J'ai avalé des comprimés",
        "Wzięłam dużo tabletek",
    ),
    *(
        "Ich habe viele Tabletten genommen",
        "Çok fazla hap içtim",
        "Otin paljon lääkkeitä",
        "Min gelek heb xwar",
    ),
]
_STRANGLED = [
    *("زوجي خنقني أمس", "شوهرم گلومو فشار داد", "Мій чоловік мене душив", "Mi marido me estranguló ayer"),
    *("Mon mari m'a étranglée", "Er hat mich gewürgt", "Mąż mnie dusił", "Mieheni kuristi minua"),
]
_NO_ROOF = [
    *("ليس لدي مكان أنام فيه الليلة", "جایی برای خوابیدن ندارم", "Мені ніде спати", "Мне негде ночевать"),
    *("No tengo dónde dormir", "Je ne sais pas où dormir", "Wo kann ich schlafen?", "Nie mam gdzie spać"),
    *("Uyuyacak yerim yok", "Minulla ei ole paikkaa nukkua", "Ma haysto meel aan seexdo"),
    "ሎሚ ለይቲ ዝድቅሰሉ ቦታ የብለይን",
]
_NEITHER = [
    *("لا أستطيع النوم", "Мій син не хоче спати", "No puedo dormir", "Je ne peux pas dormir ou manger"),
    *("جدول الحبوب", "Jag sover dåligt", "vad är det för pris", "Ich kann nicht schlafen"),
]


@pytest.mark.parametrize("text", _SWALLOWED)
def test_swallowed(text: str) -> None:
    assert tells_of_swallowing(text)
    assert SWALLOWED in read_traits(text)


@pytest.mark.parametrize("text", _STRANGLED)
def test_strangled(text: str) -> None:
    assert tells_of_strangling(text)
    assert STRANGLED in read_traits(text)


@pytest.mark.parametrize("text", _NO_ROOF)
def test_no_roof(text: str) -> None:
    assert tells_of_no_roof(text)


@pytest.mark.parametrize("text", _NEITHER)
def test_neither(text: str) -> None:
    assert not tells_of_swallowing(text)
    assert not tells_of_strangling(text)
    assert not tells_of_no_roof(text)
