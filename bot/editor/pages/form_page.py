"""The page with the form of a listing: choices, faults at their boxes, the hours read aloud, the preview."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.accounts.guard import Signed
from bot.content.areas import area_name
from bot.content.languages import language_name, phrasebook
from bot.directory.hours import ZONE, read_hours
from bot.directory.opening_text import moment_text
from bot.directory.weekly import in_words, weekly
from bot.editor import week
from bot.editor.fields import areas_of
from bot.editor.pages import words
from bot.editor.pages.listing_form import LISTS, NEW, ListingForm
from bot.editor.pages.page import areas_for, editor_page, municipalities_for, office_of
from bot.editor.pages.preview import Preview, preview_of
from bot.editor.views import Problem
from bot.services import Services

# An organization that does not exist yet, while one looks at the preview.
_UNNAMED = "ny-huvudman"


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody writes.

    Attributes:
        id: Of the listing; None for a new one.
        form: The boxes.
        base: The revision they began from.
    """

    id: str | None
    form: ListingForm
    base: int


async def form_page(
    request: Request,
    services: Services,
    signed: Signed,
    written: Written,
    *,
    checked: bool = False,
    again: bool = False,
    more: Sequence[Problem] = (),
) -> Response:
    """The form.

    Args:
        request: The request.
        services: What the app is made of.
        signed: Who writes.
        written: What they have written.
        checked: Whether faults are shown; not before anything is written.
        again: It comes back after a login and is not saved.
        more: Faults found on saving.
    """
    problems = [*more, *await _problems(services, written)] if checked else []
    unusable = written.form.problems() and request.method == "POST"
    return editor_page(
        request,
        services,
        signed,
        "verksamhet-form.html",
        422 if more or unusable else 200,
        again=again,
        checked=checked,
        **await _around(services, signed, written),
        **_told(problems),
    )


async def _around(services: Services, signed: Signed, written: Written) -> dict[str, Any]:
    """The boxes, what can be chosen in them, and how they will be understood."""
    form = written.form
    content, areas = services.library().content, areas_for(services, signed)
    # What the listing has already stays, also where this account could not have put it.
    known = sorted(set(form.boxes.get("service_areas", ())) - areas.keys())
    return {
        "id": written.id,
        "base": written.base,
        "form": form,
        "week": week,
        "new": NEW,
        "hours": spoken_hours(form, services.clock()),
        "preview": await _preview(services, signed, form),
        "organizations": await office_of(services).editor.listings.organizations(),
        "areas": [*areas.items(), *((code, area_name(code, content.municipalities)) for code in known)],
        "topics": [(id, topic.label.sv) for id, topic in content.topics.items()],
        "languages": _languages(form),
        "places": municipalities_for(services, signed),
    }


def spoken_hours(form: ListingForm, now: datetime) -> str:
    """The hours as they will be understood: "Öppet nu: nej. Nästa gång: tisdag 8.00. Veckan: …"."""
    text = form.fields()["opening_hours"]
    if form.problems():
        return "Tiderna går inte att läsa än."
    if not text:
        return "Tiderna är inte kända. I chatten står det att man kan ringa och fråga."
    local = now.astimezone(ZONE)
    try:
        spell = read_hours(text).spell(local)
        spans = weekly(text, local.year)
    except ValueError:
        return "Tiderna går inte att läsa."
    said = [
        {"open": "Öppet nu: ja.", "closed": "Öppet nu: nej."}.get(spell.state, "Öppet nu: det vet vi inte.")
    ]
    if spell.opens:
        said.append(f"Nästa gång: {moment_text(local, spell.opens, 'sv')}.")
    if spell.state == "open" and spell.until:
        said.append(f"Stänger {moment_text(local, spell.until, 'sv')}.")
    if spans:
        said.append(f"En vanlig vecka: {in_words(spans)}.")
    return " ".join(said)


async def _problems(services: Services, written: Written) -> list[Problem]:
    fields = written.form.fields()
    if written.id is not None:
        fields["id"] = written.id
    unnamed = written.form.value("organization") == NEW and written.form.value("new_organization").strip()
    if unnamed:
        fields["organization"] = _UNNAMED
    found = [*written.form.problems(), *await office_of(services).editor.listings.problems(fields)]
    return [problem for problem in found if not (unnamed and problem.field == "organization")]


async def _preview(services: Services, signed: Signed, form: ListingForm) -> Preview | None:
    places, fields = municipalities_for(services, signed), form.fields()
    fields["organization"] = fields["organization"] or _UNNAMED
    wanted = [form.value("preview_place"), *areas_of(fields), *places]
    chosen = next((code for code in wanted if code in places), None)
    made = await preview_of(office_of(services).editor.listings, fields, chosen)
    if made is None or form.value("organization") != NEW:
        return made
    named = made.card.model_copy(update={"operator": form.value("new_organization")})
    return replace(made, card=named)


def _told(problems: Sequence[Problem]) -> dict[str, Any]:
    return {"problems": problems, "at": _by_box(problems), "box_of": _box_of}


def _by_box(problems: Sequence[Problem]) -> Mapping[str, list[Problem]]:
    """Faults by the box they are shown at; what has no box of its own stands at the group's."""
    found: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[_box_of(problem)].append(problem)
    return found


def _box_of(problem: Problem) -> str:
    root = problem.field.split(".")[0]
    return "address.text" if root == "address" else root if root in LISTS else problem.field


def _languages(form: ListingForm) -> list[tuple[str, str]]:
    """Languages by code, Swedish first: the common ones, and those the listing has."""
    codes = {*words.LANGUAGES, *phrasebook(), *form.boxes.get("languages", ())}
    named = ((code, language_name(code)) for code in codes)
    return sorted(named, key=lambda one: (one[0] != "sv", one[1]))
