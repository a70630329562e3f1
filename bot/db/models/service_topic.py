"""The topics of a service."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base
from bot.db.models.content_version import Curated


class ServiceTopic(Curated, Base):
    """One topic a service helps with; topics themselves live in content/topics/."""

    __tablename__ = "service_topic"

    service_id: Mapped[str] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[str] = mapped_column(String(80), primary_key=True, index=True)
    position: Mapped[int]
    # The service exists for this topic; ranking puts it first.
    main: Mapped[bool]
