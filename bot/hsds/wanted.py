"""What a caller of the HSDS API asks for; conditions add up, as the standard demands."""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

from bot.content.areas import area_name
from bot.hsds.ids import uuid_of
from bot.hsds.service import Published, Words
from bot.hsds.taxonomy import AUDIENCES, TOPICS, taxonomy_id, term_ids

MOST_PER_PAGE = 500


def _plus(value: object) -> object:
    """A plus that nobody wrote as %2B arrives as a space: "2026-11-01T00:00:00 01:00"."""
    return value.replace(" ", "+") if isinstance(value, str) and "T" in value else value


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Moment = Annotated[datetime, BeforeValidator(_plus), AfterValidator(_in_utc)]
Word = Annotated[str, Field(max_length=200)]


class Wanted(BaseModel):
    """The parameters of `/services`."""

    search: Word | None = None
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    per_page: Annotated[int, Field(ge=1, le=MOST_PER_PAGE)] = 50
    format: Literal["json", "ndjson"] | None = None
    taxonomy_term_id: Word | None = None
    taxonomy_id: Word | None = None
    organization_id: Word | None = None
    modified_after: Moment | None = None
    minimal: bool = False
    full: bool = False

    def choose(self, published: Iterable[Published], words: Words) -> list[Published]:
        """What meets every condition, in the order it came.

        Args:
            published: The listings.
            words: What topics and areas are called; they can be searched for.
        """
        sought = _folded(self.search or "").split()
        return [one for one in published if self._fits(one) and _speaks_of(one, sought, words)]

    def _fits(self, one: Published) -> bool:
        owner = uuid_of("organization", one.organization.id)
        # Every service has a topic and an audience: each of our taxonomies marks all of them.
        taxonomies = {taxonomy_id(TOPICS), taxonomy_id(AUDIENCES)}
        return (
            (self.modified_after is None or one.modified >= self.modified_after)
            and self.organization_id in {None, owner}
            and (self.taxonomy_id is None or self.taxonomy_id in taxonomies)
            and (self.taxonomy_term_id is None or self.taxonomy_term_id in term_ids(one.service))
        )


def _speaks_of(one: Published, sought: list[str], words: Words) -> bool:
    if not sought:
        return True
    service = one.service
    topics = (words.topics[topic].label.sv for topic in service.topics if topic in words.topics)
    areas = (area_name(code, words.municipalities) for code in service.service_areas)
    texts = (service.name, service.summary, service.description or "", one.organization.name, *topics, *areas)
    whole = _folded("\n".join(texts))
    return all(word in whole for word in sought)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
