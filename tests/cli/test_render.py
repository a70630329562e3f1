"""Messages in a terminal."""

from typing import Any

from bot.cli.render import render


def service(**changes: Any) -> dict[str, Any]:
    return {
        "id": "bris",
        "name": "Bris",
        "operator": "Bris",
        "level": "national",
        "summary": "Prata med någon som lyssnar.",
        "phones": [{"number": "116 111", "label": None, "tel": "116111"}],
        "url": "https://www.bris.se/",
        "address": None,
        "open": {"state": "open", "text": "Öppet nu"},
    } | changes


def test_a_services_card_is_readable() -> None:
    message = {
        "text": "Så tungt.\n\n• Bris: 116 111",
        "card": {"kind": "services", "services": [service()]},
        "choices": [{"title": "Visa fler", "payload": "more"}, {"title": "Öppet nu", "payload": "open_now"}],
    }
    assert render(message) == (
        "Så tungt.\n\n"
        "  Bris (Bris, i hela landet)\n"
        "    Prata med någon som lyssnar.\n"
        "    Öppet nu\n"
        "    Telefon: 116 111\n"
        "    https://www.bris.se/\n\n"
        "  [1] Visa fler\n  [2] Öppet nu"
    )


def test_labels_and_addresses_are_told() -> None:
    phones = [{"number": "0935-140 00", "label": "växel", "tel": "+4693514000"}]
    text = render(
        {"text": "Här:", "card": {"services": [service(phones=phones, address="Vegagatan 1", url=None)]}}
    )
    assert "växel: 0935-140 00" in text
    assert "Vegagatan 1" in text


def test_a_plain_text_stays_as_it_is() -> None:
    assert render({"text": "Testa:\n• att gå ut\n• att ringa"}) == "Testa:\n• att gå ut\n• att ringa"
