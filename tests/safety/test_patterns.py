"""Patterns: a compiled line finds what a plain, slow reading of it finds, in bounded work."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.lexicon import PATTERNS, Lexicon
from bot.safety.normalise import BREAK
from bot.safety.patterns import (
    DEFAULT_GAP,
    MOST_PATHS,
    UNKNOWN,
    Bank,
    Element,
    Hit,
    Rule,
    parse,
    paths,
    read_rules,
    words_of,
)
from bot.safety.reading import DANGER_FILES, FRAME_FILES

LEXICON = Lexicon(
    {"want": frozenset({"vil", "onskar"}), "sleep": frozenset({"sov*"})}, ["inte", "sova", "nu"]
)
SYMBOLS = st.lists(st.sampled_from(["vil", "onskar", "inte", "sova", "nu", UNKNOWN, BREAK]), max_size=14)
PIECES = st.sampled_from(
    ["<want>", "inte", "<want>|nu", "<sleep>", "sova?", "inte|nu?", "..", "..1", "..2", "$"]
)


def ends(elements: list[Element], symbols: list[str], at: int) -> Iterator[int]:
    """Where the elements can end when they begin at a word, tried in every way."""
    if not elements:
        yield at
        return
    first, rest = elements[0], elements[1:]
    if first.words is None and not first.most:
        if at == len(symbols) or symbols[at] == BREAK:
            yield from ends(rest, symbols, at)
        return
    if first.optional:
        yield from ends(rest, symbols, at)
    for taken in range(first.most):
        here = symbols[at + taken : at + taken + 1]
        if not here or (BREAK in here if first.words is None else here[0] not in first.words):
            return
        yield from ends(rest, symbols, at + taken + 1)


def slowly(line: str, symbols: list[str]) -> list[tuple[int, int]]:
    """The hits of a line: from left to right the longest, the next after its end."""
    elements, found, at = parse(line, LEXICON), [], 0
    while at < len(symbols):
        end = max(ends(elements, symbols, at), default=None)
        if end is not None:
            found.append((at, end))
        at = end if end is not None and end > at else at + 1
    return found


def found(symbols: list[str], *lines: str) -> list[tuple[int, int]]:
    return [(hit.start, hit.end) for hit in Bank([Rule("rule", lines)], LEXICON).find(symbols)]


@given(st.lists(PIECES, max_size=3).map(lambda more: " ".join(["<want>", *more])), SYMBOLS)
def test_a_compiled_line_finds_what_a_slow_reading_of_it_finds(line: str, symbols: list[str]) -> None:
    assert found(symbols, line) == slowly(line, symbols)


@pytest.mark.parametrize(
    ("line", "text", "hits"),
    [
        ("<want> ..1 sova", "vil sova", [(0, 2)]),
        ("<want> ..1 sova", "vil nu sova", [(0, 3)]),
        ("<want> ..1 sova", "vil nu nu sova", []),
        ("<want> .. sova", "vil nu nu nu sova", [(0, 5)]),
        ("<want> .. sova", f"vil {BREAK} sova", []),
        ("<want> inte? sova", "vil sova", [(0, 2)]),
        ("vil|nu sova", "nu sova", [(0, 2)]),
        ("<sleep>", "sova", [(0, 1)]),
        ("inte $", "inte", [(0, 1)]),
        ("inte $", f"inte {BREAK} nu", [(0, 1)]),
        ("inte $", "inte nu", []),
        ("inte nu?", "inte nu", [(0, 1)]),
    ],
)
def test_a_line_means_what_it_says(line: str, text: str, hits: list[tuple[int, int]]) -> None:
    assert found(text.split(), line) == hits


def test_of_a_rule_the_longest_hit_at_each_start_counts() -> None:
    assert found(["vil", "inte", "sova"], "vil inte", "vil inte sova") == [(0, 3)]


def test_hits_come_in_reading_order_whatever_the_order_of_the_rules() -> None:
    rules = [Rule("b", ("nu",)), Rule("a", ("vil",)), Rule("c", ("vil",))]
    told = [(hit.rule.id, hit.start) for hit in Bank(rules, LEXICON).find(["vil", "nu", "vil"])]
    assert told == [("a", 0), ("c", 0), ("b", 1), ("a", 2), ("c", 2)]


def test_a_gap_without_a_number_takes_its_usual_length() -> None:
    assert parse("vil .. nu", LEXICON)[1] == Element(None, most=DEFAULT_GAP, optional=True)


def test_a_word_that_may_be_missing_at_the_end_is_left_out() -> None:
    assert parse("vil nu? ..2", LEXICON) == parse("vil", LEXICON)


def test_an_unknown_group_is_named() -> None:
    with pytest.raises(ValueError, match="unknown word group <nobody> in 'vil <nobody>'"):
        parse("vil <nobody>", LEXICON)


@pytest.mark.parametrize(("line", "ways"), [("vil", 1), ("vil ..2 nu", 3), ("vil nu? .. nu", 8)])
def test_the_ways_to_try_a_line_are_the_product_of_its_gaps(line: str, ways: int) -> None:
    assert paths(parse(line, LEXICON)) == ways


@pytest.mark.parametrize("line", ["", " ", "..2", "vil? ..", "$"])
def test_a_line_that_asks_for_no_word_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="asks for no word"):
        parse(line, LEXICON)


def test_a_line_with_too_many_ways_is_refused() -> None:
    assert paths(parse("vil ..127 nu", LEXICON)) == MOST_PATHS
    with pytest.raises(ValueError, match="could be tried in 129 ways, at most 128"):
        parse("vil ..128 nu", LEXICON)


@pytest.mark.parametrize(
    ("start", "end", "inside"), [(2, 4, True), (0, 9, True), (3, 9, False), (0, 3, False), (4, 9, False)]
)
def test_a_hit_lies_within_a_stretch_or_not(start: int, end: int, inside: bool) -> None:
    assert Hit(Rule("rule", ("vil",)), 2, 4).within(start, end) is inside


def test_the_words_of_rules_are_those_outside_the_groups() -> None:
    rules = [Rule("rule", ("<want> ..2 själv*|<sleep>? DÖD? $", "inte"))]
    assert words_of(rules) == {"sjalv*", "dod", "inte"}


@pytest.mark.parametrize("file", [*DANGER_FILES, *FRAME_FILES])
def test_every_line_of_our_own_can_be_met(file: str) -> None:
    rules = read_rules(PATTERNS / file)
    lexicon = Lexicon.load(words_of(rules))
    for rule in rules:
        for line in rule.lines:
            elements = parse(line, lexicon)
            assert all(element.words != frozenset() for element in elements), line


@pytest.mark.parametrize("file", DANGER_FILES)
def test_a_danger_rule_has_a_reason_and_a_frame_has_none(file: str) -> None:
    assert all(rule.reason and rule.severity in (2, 3) for rule in read_rules(PATTERNS / file))
    frames = [rule for name in FRAME_FILES for rule in read_rules(PATTERNS / name)]
    assert not any(rule.reason or rule.severity for rule in frames)
