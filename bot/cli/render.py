"""Messages as plain text in a terminal."""

from typing import Any

_LEVELS = {
    "municipal": "i kommunen",
    "local": "lokalt",
    "regional": "i regionen",
    "national": "i hela landet",
}


def render(message: dict[str, Any]) -> str:
    """A message of the chat API as plain text: its words, its services, its choices by number."""
    card = message.get("card") or {}
    services = card.get("services") or []
    parts = [_words(str(message["text"]), bool(services))]
    parts += [_service(service) for service in services]
    choices = message.get("choices") or []
    parts += ["\n".join(f"  [{number}] {choice['title']}" for number, choice in enumerate(choices, 1))]
    return "\n\n".join(part for part in parts if part)


def _words(text: str, has_services: bool) -> str:
    """The text; the lines that only name the services of the card are left to the card."""
    if not has_services:
        return text
    return "\n".join(line for line in text.splitlines() if not line.startswith("• ")).strip()


def _service(service: dict[str, Any]) -> str:
    lines = [f"  {service['name']} ({service['operator']}, {_LEVELS[service['level']]})"]
    lines += [f"    {service['summary']}", f"    {service['open']['text']}"]
    for phone in service["phones"]:
        label = f"{phone['label']}: " if phone["label"] else "Telefon: "
        lines.append(f"    {label}{phone['number']}")
    lines += [f"    {service[key]}" for key in ("address", "url") if service[key]]
    return "\n".join(lines)
