"""What is said in relief after a crisis is read by rule; one word of danger beside it, and it is none."""

import pytest

from bot.answers.relief import relief
from bot.evaluation.lines import read_lines
from bot.settings import ROOT

_REASONS = ("suicide", "third_party", "violence", "threat", "self_harm", "medical", "psychosis")


@pytest.mark.parametrize(
    ("text", "reason", "over"),
    [
        ("ok jag har pratat med min syster nu, det är lugnt", "suicide", "talked"),
        ("mamma sitter här med mig nu", "suicide", "together"),
        ("nu har hans pappa kommit, allt lugnt", "third_party", "together"),
        ("hon är hos sin mamma nu, hon är trygg", "third_party", "together"),
        ("hon svarade nu, hon var bara full", "third_party", "answered"),
        ("ambulansen har hämtat honom", "medical", "helped"),
        ("de kräks upp, ambulansen är här nu", "medical", "helped"),
        ("polisen har tagit honom", "violence", "helped"),
        ("det var i våras, han är hemma nu", "third_party", "past"),
        ("det är gammalt, det är läkt", "self_harm", "past"),
        ("inget blöder", "self_harm", "wound"),
        ("inte djupt, det är förra veckan", "self_harm", "wound"),
        ("nej inte nu, han e på jobbet", "violence", "gone"),
        ("ok han gick", "threat", "gone"),
        ("jag är på ett kvinnoboende nu", "violence", "safe"),
        ("vi har flyttat till min mamma", "violence", "safe"),
        ("nej han slår inte, han bara skriker", "violence", "not_hitting"),
        ("alltså jag menar plugget, inte att jag vill dö", "suicide", "meant"),
        ("alltså med min pojkvän haha", "suicide", "meant"),
        ("nej jag menar göra slut med min tjej", "suicide", "meant"),
        ("med mitt ex menar jag", "suicide", "meant"),
        ("jag menade att jag skämdes så att jag ville dö", "suicide", "meant"),
        ("det var så pinsamt att jag ville dö haha", "suicide", "meant"),
        ("lol it was so embarrassing I wanted to die", "suicide", "meant"),
        ("på riktigt? nej", "suicide", "denied"),
        ("nej inte på riktigt, bara arg", "threat", "denied"),
        ("nej förlåt det var min kompis som skrev, han tog mobilen", "suicide", "other_wrote"),
        ("testar bara sa jag, jag jobbar på kommunen", "suicide", "test"),
        ("haha skojade bara", "violence", "joke"),
        ("nej jag menar alvedon mot huvudvärk, typ 3 st igår", "medical", "tablets"),
        ("he is not here now, I am at my sister's", "violence", "gone"),
    ],
)
def test_in_which_way_it_is_over(text: str, reason: str, over: str) -> None:
    found = relief(text, reason, acute=True)
    assert found is not None
    assert found.over == over


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("jag är lugn nu, det är bestämt", "suicide"),
        ("snart är allt lugnt", "suicide"),
        ("har pratat med min syster men hon fattar inte", "suicide"),
        ("har ringt 90101 man får vänta jättelänge", "suicide"),
        ("mamma är här men jag vill fortfarande", "suicide"),
        ("jag skojar inte", "suicide"),
        ("jag menar det", "suicide"),
        ("jag vill inte dö men jag orkar inte leva", "suicide"),
        ("jag är med min pappa och han ska hoppa", "suicide"),
        ("hon svarade att det är för sent", "third_party"),
        ("hon kom hem och låste in sig", "third_party"),
        ("han är på jobbet men kommer hem snart", "violence"),
        ("han är inte här än", "violence"),
        ("han slår inte mig, han slår min lillebror", "violence"),
        ("inte nu men ikväll", "violence"),
        ("pappa är här nu", "violence"),
        ("jag är hos mamma", "violence"),
        ("polisen kom men de åkte igen", "violence"),
        ("ambulansen kom för sent", "medical"),
        ("mamma är här nu", "medical"),
        ("det var igår", "medical"),
        ("blöder inte så mycket", "self_harm"),
        ("inte djupt nog", "self_harm"),
        ("mår bättre nu", "self_harm"),
        ("hon är hos sin mamma nu", "child_at_risk"),
        ("I'm not joking", "suicide"),
        ("jag skäms så mycket att jag vill dö", "suicide"),
        ("jag skäms så att jag vill dö haha", "suicide"),
        ("jag skämdes så mycket att jag ville dö", "suicide"),
        ("I'm so embarrassed I want to die", "suicide"),
        ("jag är kvar hemma med min sambo", "violence"),
        ("alltså med min sambo", "violence"),
        ("det hände med min pojkvän", "sexual_violence"),
        ("jag är här med min sambo", "threat"),
        ("jag bråkade med min pojkvän", "suicide"),
        ("det är slut med min kille", "suicide"),
        ("jag menar att jag är ensam hemma med min kille", "suicide"),
    ],
)
@pytest.mark.parametrize("acute", [False, True])
def test_what_may_still_be_danger_is_no_relief(text: str, reason: str, acute: bool) -> None:
    assert relief(text, reason, acute=acute) is None


def test_a_feeling_is_enough_only_where_life_was_not_in_danger() -> None:
    assert relief("mår bättre nu, var bara trött igår", "suicide") is not None
    assert relief("mår bättre nu, var bara trött igår", "suicide", acute=True) is None


def test_a_question_behind_it_is_heard() -> None:
    found = relief("hon svarade nu men vart kan hon vända sig", "third_party")
    assert found is not None
    assert found.asks


def test_only_a_line_that_says_hardly_anything_else_is_only_relief() -> None:
    alone, more = (
        relief(text, "suicide")
        for text in ("mamma sitter här med mig nu", "testar bara, jag jobbar på kommunen")
    )
    assert alone is not None
    assert more is not None
    assert alone.only
    assert not more.only


@pytest.mark.parametrize("name", ["safety_dev", "safety_twins_dev", "safety_breadth_dev", "safety_long_dev"])
def test_no_crisis_of_the_development_sets_is_only_relief(name: str) -> None:
    lines = read_lines(ROOT / "tests" / "data" / f"{name}.jsonl", "text", "label")
    texts = [line["text"] for line in lines if line["label"] == "crisis"]
    read = {text: [relief(text, reason) for reason in _REASONS] for text in texts}
    assert [text for text, found in read.items() if any(told and told.only for told in found)] == []
