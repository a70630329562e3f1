"""A small content folder, copied from the real one and completed with stand-ins, to break at will."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import layout
from bot.content.topics import TOPIC_IDS

LISTINGS = (
    "national/sos-112",
    "national/1177-telefon",
    "national/mind-sjalvmordslinjen",
    "national/bris-116111",
    "national/kvinnofridslinjen",
    "regional/kontaktcenter-barn-unga-psykisk-halsa",
    "several/umea-socialjour",
    "vilhelmina/vilhelmina-elevhalsa",
    "robertsfors/robertsfors-vaxel",
)
LISTS = (
    layout.ORGANIZATIONS,
    layout.MUNICIPALITIES,
    layout.SHORT_NUMBERS,
    layout.AMBIGUOUS_PLACES,
    layout.POSTCODES,
    layout.ESCALATION,
)

TOPIC = """\
id: {id}
label: {{sv: Ämne, en: Topic}}
intro: {{sv: Det här är vanligt., en: This is common.}}
intro_relative: {{sv: Bra att du bryr dig., en: Good that you care.}}
tips:
- sv: Prata med någon du litar på.
  en: Talk to somebody you trust.
- sv: Ta en promenad om du orkar.
  en: Take a walk if you can.
related: [stress]
"""
RIGHT = """\
id: sip
question: {sv: Vad är en SIP?, en: What is a SIP?}
answer: {sv: En samordnad individuell plan., en: A coordinated individual plan.}
keywords: [sip]
sources:
- title: Socialtjänstlagen
"""
TEXTS = {
    "sv": "hello:\n- Hej.\n- Hej på dig.\nfound:\n- Jag hittade {count} i {place}.\n",
    "en": "hello:\n- Hi.\nfound:\n- I found {count} in {place}.\n",
}
CRISIS = "suicide:\n- Ring 112, 90101, 1177 eller Bris 116 111.\n"

type Break = Callable[[str, str, str], int]


@pytest.fixture(scope="session")
def small_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("small") / "content"
    for name in (*LISTS, *(f"{layout.SERVICES}/{listing}.yml" for listing in LISTINGS)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(layout.CONTENT / name, root / name)
    files = {f"topics/{topic}.yml": TOPIC.format(id=topic) for topic in TOPIC_IDS}
    files |= {f"texts/{language}.yml": text for language, text in TEXTS.items()}
    files |= {f"crisis/{language}.yml": CRISIS for language in TEXTS}
    files["rights/sip.yml"] = RIGHT
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def root(small_content: Path, tmp_path: Path) -> Path:
    """A copy to break; it has no faults."""
    return Path(shutil.copytree(small_content, tmp_path / "content"))


@pytest.fixture
def break_file(root: Path) -> Break:
    """Replaces the first occurrence of a text in a file, and tells on which line it stood."""

    def replace(name: str, old: str, new: str) -> int:
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
