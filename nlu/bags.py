"""Words to look for in a message of any language, whatever the order they stand in."""

from collections.abc import Iterable

from nlu.text import fold, folded_words


class Bag:
    """Words, folded: one that ends with a star stands for all that begin so, several make a row."""

    def __init__(self, told: Iterable[str]) -> None:
        folded = [" ".join(fold(word).split()) for word in told]
        self._whole = frozenset(folded)
        self._stems = tuple(word[:-1] for word in folded if word.endswith("*"))
        self._rows = tuple(f" {folded_words(word)} " for word in folded if " " in word)

    def count(self, text: str) -> int:
        """How many words and rows of words of a text are among them."""
        line = folded_words(text)
        found = sum(word in self._whole or word.startswith(self._stems) for word in line.split())
        return found + sum(row in f" {line} " for row in self._rows)
