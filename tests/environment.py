"""The environment that Vart reads, for tests that take it away."""

from bot.settings import Settings


def names_of_settings() -> tuple[str, ...]:
    """Every environment variable that Vart reads."""
    return tuple(str(field.validation_alias) for field in Settings.model_fields.values())
