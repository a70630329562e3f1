"""Pages for staff: as all pages, but a form of theirs may say which page it stood on."""

from typing import Any

from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.templating import page

# Without a referrer the browser calls the origin of a form "null", which anybody may be.
_HEADERS = {"Referrer-Policy": "same-origin"}


def staff_page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page for staff.

    Args:
        template: File name in a templates folder.
        status: HTTP status.
        values: What the template shows.
    """
    return page(template, status, _HEADERS, **values)


def go(path: str, said: str | None = None) -> Response:
    """On to a page, after something was done.

    Args:
        path: Of the page.
        said: What it says about that, by the name it has in `NOTICES`.
    """
    return RedirectResponse(f"{path}?sagt={said}" if said else path, status_code=303)
