"""Renders the pages: Jinja2 with everything escaped, and a strict Content-Security-Policy."""

import json
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.channels.web import view, words
from bot.channels.web.assets import FOLDER, assets
from bot.channels.web.short_numbers import MINIMUM

# Nothing from anywhere else, nothing inline, nobody's frame.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# The pages of each package stand beside its code.
_PACKAGE = FOLDER.parents[2]
_TEMPLATES = [
    _PACKAGE / name / "templates"
    for name in ("channels/web", "channels/embed", "accounts", "desk", "editor/pages", "statistics")
]
# Where the quick exit leads: a page anybody may have open, that remembers nothing about a visitor.
EXIT = "https://www.smhi.se/"


def _json(value: object) -> str:
    """A value for the script, to be escaped like any text: data in an attribute, never a script inline."""
    return json.dumps(value, ensure_ascii=False)


_environment = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.globals.update(
    EXIT=EXIT,
    MINIMUM=MINIMUM,
    asset=lambda name: assets().path(name),
    json=_json,
    script_words=words.BY_LANGUAGE | {"page": words.SCRIPT},
    scripts=lambda: sorted(path.name for path in FOLDER.glob("*.js")),
    say=words.fill,
    shift_words=words.SHIFT,
    ui=words.ui_language,
    view=view,
)


def page(
    template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """A page.

    Args:
        template: File name in templates/.
        status: HTTP status.
        headers: More headers.
        values: What the template shows.
    """
    html = _environment.get_template(template).render(**values)
    safe = {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Cache-Control": "no-store"}
    return HTMLResponse(html, status, safe | dict(headers or {}))
