"""The page is part of a Vart with editors, over a real database."""

from tests.accounts.conftest import clock, sessions  # noqa: F401 (fixtures)
from tests.databases import database_url, migrated_sqlite, postgresql  # noqa: F401 (fixtures)
from tests.editor.pages.conftest import site  # noqa: F401 (fixture)
