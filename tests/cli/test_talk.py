"""`vart ask` and `vart chat`, with a running Vart and without one."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI

from bot.gateway.memory import Memory
from bot.gateway.messages import Choice, Message
from bot.gateway.reply import Reply
from bot.gateway.store import Conversations
from tests.cli.conftest import Run
from tests.gateway.world import FakeBrain
from tests.serving import served
from tests.trained import lend_safety_net


@pytest.fixture
async def running(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """A Vart that answers where the settings say."""
    async with served(app) as address:
        monkeypatch.setenv("VART_PORT", str(urlsplit(address).port))
        yield


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No Vart answers; the safety net is trained."""
    monkeypatch.setenv("VART_PORT", "9")
    lend_safety_net(tmp_path / "var")


@pytest.mark.usefixtures("running")
async def test_a_question_is_answered_in_the_terminal(
    vart: Run, capsys: pytest.CaptureFixture[str], brain: FakeBrain, conversations: Conversations
) -> None:
    assert await asyncio.to_thread(vart, "ask", "jag kan inte sova") == 0
    output = capsys.readouterr()
    assert output.out == "hörde jag kan inte sova\n"
    assert output.err == ""
    assert await conversations.get(brain.asked[0][0]) is None


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("place", ["vännäs", " Vannas", "2460"])
async def test_place_and_age_are_told_before_the_question(
    vart: Run, capsys: pytest.CaptureFixture[str], brain: FakeBrain, place: str
) -> None:
    arguments = ("ask", "sömn", "--municipality", place, "--age", "15", "--json")
    assert await asyncio.to_thread(vart, *arguments) == 0
    assert [text for _, text, _ in brain.asked] == [
        '/choose_municipality{"municipality": "2460"}',
        '/tell_age{"age": "15"}',
        "sömn",
    ]
    answer = json.loads(capsys.readouterr().out)
    assert answer["messages"] == [{"text": "hörde sömn", "lang": "sv", "from": "bot"}]
    assert answer["understood"]["topic"] == "sleep"


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("ask", "sömn", "--municipality", "Ankeborg"), "Kommunen Ankeborg finns inte i katalogen."),
        (("ask", "sömn", "--municipality", " "), "Säg vilken kommun det gäller"),
        (("ask", " "), "Meddelandet är tomt."),
    ],
)
async def test_what_cannot_be_asked_is_one_sentence(
    vart: Run, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    assert await asyncio.to_thread(vart, *arguments) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith(sentence)
    assert output.err.count("\n") == 1


@pytest.mark.usefixtures("nowhere")
def test_without_a_running_vart_the_directory_answers_and_says_so(
    vart: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert vart("ask", "jag kan inte sova, bor i Vännäs", "--json") == 0
    output = capsys.readouterr()
    assert "inte igång" in output.err
    answer = json.loads(output.out)
    assert answer["understood"]["municipality"] == "Vännäs"
    assert answer["messages"][0]["card"]["kind"] == "services"


@pytest.mark.usefixtures("running")
async def test_a_conversation_goes_on_until_an_empty_line(
    vart: Run,
    capsys: pytest.CaptureFixture[str],
    brain: FakeBrain,
    monkeypatch: pytest.MonkeyPatch,
    conversations: Conversations,
) -> None:
    choices = [Choice(title="Visa fler", payload="more")]
    brain.answers = lambda *_: Reply((Message(text="svar", choices=choices),), Memory())
    lines = iter(["hej", "1", "2", "   ", "aldrig"])
    monkeypatch.setattr("builtins.input", lambda _: next(lines))
    assert await asyncio.to_thread(vart, "chat") == 0
    assert [text for _, text, _ in brain.asked] == ["hej", "/more_services", "2"]
    assert "[1] Visa fler" in capsys.readouterr().out
    assert await conversations.get(brain.asked[0][0]) is None


@pytest.mark.usefixtures("running")
async def test_a_refusal_does_not_end_the_conversation(
    vart: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = iter(["a" * 4_001, "hej"])

    def read(_: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", read)
    assert await asyncio.to_thread(vart, "chat") == 0
    output = capsys.readouterr().out
    assert "för lång" in output
    assert "hörde hej" in output
