"""docs/nlu.md counts what the files hold."""

import re

import yaml

from bot.settings import ROOT
from nlu.lexicon import Lexicon
from nlu.names import read_postcodes
from nlu.thesaurus import Thesaurus


def test_the_counts_of_the_page_are_those_of_the_files() -> None:
    page = " ".join((ROOT / "docs" / "nlu.md").read_text("utf-8").split())
    municipalities = yaml.safe_load((ROOT / "content" / "municipalities.yml").read_text("utf-8"))
    held = {
        "municipalities": len(municipalities),
        "localities": sum(len(one.get("localities") or ()) for one in municipalities),
        "postcodes": len(read_postcodes(ROOT / "content")),
        # A class may go on in another file; to the classifier it is one.
        "classes": len(set(Thesaurus.load().classes)),
        "concepts": len(Lexicon.load(ROOT / "content" / "lexicon").concepts),
    }
    for noun, count in held.items():
        assert re.findall(rf"(\d+) {noun}", page)[:1] == [str(count)], noun
