"""Settings, read once from the environment or a `.env` file; docs/settings.md explains every one."""

import re
import secrets
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import StartError

ROOT = Path(__file__).resolve().parent.parent
RASA_PORT = 5005


def _an_http_address(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("must start with http:// or https://")
    return value.rstrip("/")


def _hosts(value: str) -> str:
    for host in filter(None, (part.strip() for part in value.split(","))):
        if not re.fullmatch(r"https?://(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?", host):
            raise ValueError("must be addresses such as https://www.example.se, separated by commas")
    return value


HttpAddress = Annotated[str, AfterValidator(_an_http_address)]
Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    """Every setting of Vart, under the name the operator knows it by.

    The fields without a default in the contract are `None` when they are not set; the
    properties below them give the value to use.
    """

    model_config = SettingsConfigDict(
        env_file=ROOT / ".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    host: str = Field(default="127.0.0.1", validation_alias="VART_HOST")
    port: Port = Field(default=8000, validation_alias="VART_PORT")
    public_url: HttpAddress | None = Field(default=None, validation_alias="VART_PUBLIC_URL")
    # Addresses of reverse proxies whose X-Forwarded-For is believed, comma separated.
    trusted_proxies: str = Field(default="127.0.0.1,::1", validation_alias="VART_TRUSTED_PROXIES")
    # Sites that may show the chat in a frame, comma separated.
    embed_hosts: Annotated[str, AfterValidator(_hosts)] = Field(
        default="", validation_alias="VART_EMBED_HOSTS"
    )
    var_dir: Path = Field(default=ROOT / "var", validation_alias="VART_VAR_DIR")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", validation_alias="VART_LOG_LEVEL"
    )
    # Opens /metrics to other machines than this one.
    metrics_token: SecretStr | None = Field(default=None, validation_alias="VART_METRICS_TOKEN")
    database_url_setting: str | None = Field(default=None, validation_alias="VART_DATABASE_URL")
    secret_key: SecretStr | None = Field(default=None, validation_alias="VART_SECRET_KEY")
    redis_url: str | None = Field(default=None, validation_alias="REDIS_URL")

    rasa_url_setting: HttpAddress | None = Field(default=None, validation_alias="VART_RASA_URL")
    brain_timeout: Annotated[float, Field(gt=0, le=30)] = Field(
        default=1.5, validation_alias="VART_BRAIN_TIMEOUT"
    )
    # The secrets between the app and Rasa: made anew at every start unless the operator runs Rasa.
    brain_token: SecretStr = Field(
        default_factory=lambda: SecretStr(secrets.token_urlsafe(32)), validation_alias="VART_BRAIN_TOKEN"
    )
    actions_token: SecretStr = Field(
        default_factory=lambda: SecretStr(secrets.token_urlsafe(32)), validation_alias="VART_ACTIONS_TOKEN"
    )
    actions_port: Port = Field(default=5055, validation_alias="VART_ACTIONS_PORT")

    escalation_policy: Path = Field(
        default=ROOT / "content" / "escalation.yml", validation_alias="VART_ESCALATION_POLICY"
    )
    twilio_account_sid: str | None = Field(default=None, validation_alias="TWILIO_ACCOUNT_SID")
    twilio_auth_token: SecretStr | None = Field(default=None, validation_alias="TWILIO_AUTH_TOKEN")
    twilio_auth_token_secondary: SecretStr | None = Field(
        default=None, validation_alias="TWILIO_AUTH_TOKEN_SECONDARY"
    )
    twilio_from: str | None = Field(default=None, validation_alias="TWILIO_FROM")
    twilio_api_base: HttpAddress = Field(default="https://api.twilio.com", validation_alias="TWILIO_API_BASE")
    telegram_bot_token: SecretStr | None = Field(default=None, validation_alias="TELEGRAM_BOT_TOKEN")
    telegram_api_base: HttpAddress = Field(
        default="https://api.telegram.org", validation_alias="TELEGRAM_API_BASE"
    )
    telegram_webhook_secret: SecretStr | None = Field(
        default=None, validation_alias="TELEGRAM_WEBHOOK_SECRET"
    )

    @property
    def database_url(self) -> str:
        """The database: the operator's, or a SQLite file under `var_dir`."""
        return self.database_url_setting or f"sqlite+aiosqlite:///{self.var_dir / 'vart.db'}"

    @property
    def embedding_hosts(self) -> tuple[str, ...]:
        """The sites that may show the chat in a frame."""
        return tuple(filter(None, (part.strip() for part in self.embed_hosts.split(","))))

    @property
    def sends_sms(self) -> bool:
        """Whether SMS leave this machine; without an account they go to the local outbox."""
        return bool(self.twilio_account_sid and self.twilio_auth_token and self.twilio_from)

    @property
    def runs_rasa(self) -> bool:
        """Whether Rasa is our own child process (the operator named no other)."""
        return self.rasa_url_setting is None

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is set but will not do what one expects, a sentence each; nothing that stops Vart."""
        missing = [
            str(field.validation_alias)
            for name, field in type(self).model_fields.items()
            if name in {"brain_token", "actions_token"} and name not in self.model_fields_set
        ]
        found = []
        if not self.runs_rasa and missing:
            found.append(
                f"VART_RASA_URL är satt men inte {' och '.join(missing)}: Rasa och Vart känner inte igen"
                " varandra, och alla svar blir enklare."
            )
        if self.redis_url:
            found.append("REDIS_URL är satt men används inte än.")
        return tuple(found)

    @property
    def rasa_url(self) -> str:
        """Where Rasa answers."""
        return self.rasa_url_setting or f"http://127.0.0.1:{RASA_PORT}"

    @property
    def address(self) -> str:
        """The address to open in a browser on this machine."""
        host = "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 (compared, not bound)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def get_settings() -> Settings:
    """Read the settings.

    Raises:
        StartError: A setting has a value that cannot be used. The value itself is not repeated.
    """
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(sorted({str(fault["loc"][0]) for fault in error.errors()}))
        raise StartError(
            f"Inställningen {names} har ett värde som inte går att använda, se docs/settings.md."
        ) from None
