"""The wire format of a reply: Message, Card and Service of the chat API (docs/api.md)."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

HandoffState = Literal[
    "offered", "consent", "held", "queued", "claimed", "active", "exhausted", "cancelled", "closed"
]


class Wire(BaseModel):
    """Base of the wire models: unknown keys are a programming error."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Phone(Wire):
    """A number to show and the digits to dial (`tel:` without the scheme)."""

    number: str
    label: str | None
    tel: str


class Opening(Wire):
    """Whether a service answers now, and the same in the person's language."""

    state: Literal["open", "closed", "unknown"]
    text: str


class Service(Wire):
    """A listing as the person sees it."""

    id: str
    name: str
    operator: str
    level: Literal["municipal", "local", "regional", "national"]
    summary: str
    phones: list[Phone]
    url: str | None
    address: str | None
    open: Opening
    ages: tuple[int | None, int | None]
    for_: list[Literal["self", "relative"]] = Field(alias="for")
    languages: list[str] | None
    cost: str | None
    checked: str | None
    source: str
    # It should have been checked again since; left out of the wire when it need not.
    overdue: bool = False
    why: list[str] | None = None


class ServicesCard(Wire):
    """Places to turn to."""

    kind: Literal["services"] = "services"
    topic: str | None
    municipality: str | None
    more: bool
    services: list[Service]


class ClarifyCard(Wire):
    """Two or three guesses, offered as choices."""

    kind: Literal["clarify"] = "clarify"
    topics: Annotated[list[str], Field(min_length=2, max_length=3)]


class AskCard(Wire):
    """A question for one thing that sharpens the answer."""

    kind: Literal["ask"] = "ask"
    slot: Literal["municipality", "age", "for"]


class CrisisCard(Wire):
    """The lines to call now."""

    kind: Literal["crisis"] = "crisis"
    severity: Literal[2, 3]
    reason: str
    services: list[Service]


class HandoffCard(Wire):
    """Where a request for a human stands."""

    kind: Literal["handoff"] = "handoff"
    state: HandoffState
    case: str | None


class PrivacyCard(Wire):
    """What is stored, and how to have it forgotten."""

    kind: Literal["privacy"] = "privacy"


class SmalltalkCard(Wire):
    """A conversation intent answered."""

    kind: Literal["smalltalk"] = "smalltalk"
    intent: str


class OutOfScopeCard(Wire):
    """Something Vart cannot help with."""

    kind: Literal["out_of_scope"] = "out_of_scope"


Card = Annotated[
    ServicesCard
    | ClarifyCard
    | AskCard
    | CrisisCard
    | HandoffCard
    | PrivacyCard
    | SmalltalkCard
    | OutOfScopeCard,
    Field(discriminator="kind"),
]


class Choice(Wire):
    """A button: its words, and the payload that pressing it sends back."""

    title: str
    payload: str


class Message(Wire):
    """One message of a reply; `text` is always readable on its own."""

    text: str
    lang: str = "sv"
    from_: Literal["bot", "human"] = Field(default="bot", alias="from")
    # First name of the human, when one speaks.
    name: str | None = None
    choices: list[Choice] | None = None
    card: Card | None = None

    def wire(self) -> dict[str, object]:
        """The message as the chat API sends it: aliases used, absent optionals left out."""
        data = self.model_dump(mode="json", by_alias=True)
        for key in ("name", "choices", "card"):
            if data[key] is None:
                del data[key]
        for service in (data.get("card") or {}).get("services") or []:
            if service["why"] is None:
                del service["why"]
            if not service["overdue"]:
                del service["overdue"]
        return data


def topics_of(message: Message) -> list[str]:
    """The topics that a message answers or guesses at, the likeliest first."""
    if isinstance(message.card, ClarifyCard):
        return message.card.topics
    return [message.card.topic] if isinstance(message.card, ServicesCard) and message.card.topic else []
