"""A Vart with accounts, and the browser of somebody who works with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI

from bot.accounts.accounts import NewAccount
from bot.accounts.attempts import Attempts
from bot.accounts.passwords import Passwords
from bot.accounts.roles import Role
from bot.accounts.sign_in import SignIn, sign_in_over
from bot.app import create_app
from bot.gateway.store import Sessions
from bot.services import Services
from bot.settings import Settings
from bot.sms.outbox import Outbox
from bot.vault import Fingerprints, Vault
from tests.gateway.world import FakeClock

KEYS = ("a key for tests",)
PASSWORD = "korrekt-häst-batteri"
PHONE = "+46701740605"
# Enough for argon2 to be argon2, and no more.
CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
ADDRESS = "https://vart.test"


@dataclass
class Site:
    """A Vart with accounts and nothing else, over a real database.

    Attributes:
        sessions: Sessions of the database.
        clock: The time now.
        console: What was shown on the console.
        services: What the app is made of.
    """

    sessions: Sessions
    clock: FakeClock
    console: list[str] = field(default_factory=list)
    services: Any = None

    def __post_init__(self) -> None:
        """Put the parts together."""
        self.outbox = Outbox(Vault(KEYS, "phones"), Fingerprints(KEYS, "phone"), self.clock)
        self.services = SimpleNamespace(
            settings=Settings(_env_file=None),
            clock=self.clock,
            sign_in=self._sign_in(),
            desk=None,
            escalation=None,
            sms=None,
        )

    @property
    def sign_in(self) -> SignIn:
        """The way in."""
        return cast(SignIn, self.services.sign_in)

    @property
    def app(self) -> FastAPI:
        """The app over it."""
        return create_app(cast(Services, self.services))

    @property
    def code(self) -> str:
        """The newest one-time code, as the console showed it."""
        return self.console[-1].rpartition(" ")[2]

    async def account(
        self,
        login: str = "anna",
        roles: Sequence[Role] = (Role.DESK,),
        areas: Sequence[str] = ("2460",),
        phone: str | None = PHONE,
    ) -> int:
        """Make an account with the password of these tests."""
        hashed = CHEAP.hash(PASSWORD)
        return await self.sign_in.accounts.add(
            NewAccount(login, login.capitalize(), hashed, roles, areas, phone)
        )

    def browser(self, address: str = "192.0.2.1") -> "Visitor":
        """A browser that has never been here."""
        transport = httpx.ASGITransport(self.app, client=(address, 50_000))
        return Visitor(self, httpx.AsyncClient(transport=transport, base_url=ADDRESS))

    async def signed_in(self, login: str = "anna") -> "Visitor":
        """A browser in which somebody has signed in."""
        visitor = self.browser()
        await visitor.gives_password(login)
        await visitor.gives_code()
        return visitor

    def _sign_in(self) -> SignIn:
        made = sign_in_over(self.sessions, KEYS, self.outbox, self.clock, self.console.append)
        return SignIn(made.accounts, made.logins, made.codes, CHEAP, Attempts(self.clock.seconds))


@dataclass
class Visitor:
    """A browser: keeps cookies, and sends forms as they stand on the page it is on.

    Attributes:
        site: The Vart it visits.
        http: The client under it.
        page: The page it is on.
    """

    site: Site
    http: httpx.AsyncClient
    page: httpx.Response = field(
        default_factory=lambda: httpx.Response(204, request=httpx.Request("GET", ADDRESS))
    )

    @property
    def text(self) -> str:
        """The page it is on."""
        return self.page.text

    @property
    def path(self) -> str:
        """The path it is on."""
        return self.page.url.path

    async def goes(self, path: str, **headers: str) -> httpx.Response:
        """Open a page, and follow where it leads."""
        self.page = await self.http.get(path, headers=headers, follow_redirects=True)
        return self.page

    async def sends(self, path: str, origin: str | None = ADDRESS, **fields: Any) -> httpx.Response:
        """Send a form to `path` with the hidden fields of the page, and follow where it leads."""
        hidden = self.hidden() | {name: str(value) for name, value in fields.items()}
        headers = {"Origin": origin} if origin is not None else {}
        answer = await self.http.post(path, data=hidden, headers=headers)
        self.page = answer if not answer.has_redirect_location else await self._follow(answer)
        return self.page

    async def posts(self, path: str, origin: str | None = ADDRESS, **boxes: Any) -> httpx.Response:
        """Send a form with the token of the page and these boxes alone, and follow where it leads."""
        headers = {"Origin": origin} if origin is not None else {}
        data = {"csrf": self.hidden().get("csrf", ""), **boxes}
        answer = await self.http.post(path, data=data, headers=headers)
        self.page = answer if not answer.has_redirect_location else await self._follow(answer)
        return self.page

    def hidden(self) -> dict[str, str]:
        """The hidden fields of the forms of the page."""
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', self.text))

    async def gives_password(self, login: str = "anna", password: str = PASSWORD) -> httpx.Response:
        """Fill in the login."""
        if not self.path.startswith("/logga-in"):
            await self.goes("/logga-in")
        return await self.sends("/logga-in", name=login, password=password)

    async def gives_code(self, code: str | None = None) -> httpx.Response:
        """Fill in the code."""
        return await self.sends("/logga-in/kod", code=self.site.code if code is None else code)

    async def _follow(self, answer: httpx.Response) -> httpx.Response:
        return await self.http.get(answer.headers["location"], follow_redirects=True)
