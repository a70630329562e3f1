"""Tells whether a webhook comes from Twilio."""

from collections.abc import Mapping

from twilio.request_validator import RequestValidator

from bot.settings import Settings


class Signatures:
    """Checks webhooks.

    Args:
        settings: The tokens, the account, and the address that Twilio signs.

    Attributes:
        refused: How many were refused since the start.
    """

    def __init__(self, settings: Settings) -> None:
        tokens = (settings.twilio_auth_token, settings.twilio_auth_token_secondary)
        self._validators = [RequestValidator(token.get_secret_value()) for token in tokens if token]
        self._account = settings.twilio_account_sid
        self._public_url = settings.public_url
        self.refused = 0

    def signed_url(self, path: str, query: str, asked: str) -> str:
        """The address that Twilio was given: behind a proxy we see another one.

        Args:
            path: Of the request.
            query: Of the request.
            asked: The whole address as the request came in.
        """
        return f"{self._public_url}{path}{f'?{query}' if query else ''}" if self._public_url else asked

    def accepts(self, url: str, form: Mapping[str, str], signature: str, local: bool) -> bool:
        """Whether a form is signed with one of our tokens, and of no other account than ours.

        As long as no token is set, only what runs on this machine may post.

        Args:
            url: The signed address.
            form: What was posted.
            signature: The header.
            local: Whether it came from this machine (bot/nearness.py).
        """
        if not self._validators:
            accepted = local
        else:
            # Every token is tried, so that the time taken does not tell them apart.
            signed = [validator.validate(url, form, signature) for validator in self._validators]
            ours = self._account is None or form.get("AccountSid", self._account) == self._account
            accepted = any(signed) and ours
        self.refused += not accepted
        return accepted
