"""Whole numbers in addresses and forms, none larger than the database can hold."""

from typing import Annotated, Final

from pydantic import Field

# What PostgreSQL keeps in an integer; SQLite's driver breaks at larger ones than its own.
LARGEST: Final = 2**31 - 1
# An id, a version, a revision; with Form(), Query() or Path() beside it.
Whole = Annotated[int, Field(ge=0, le=LARGEST)]
