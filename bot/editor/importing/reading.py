"""Reads a file that an editor hands in, whatever made it."""

from pathlib import PurePath

from bot.editor.importing import as_csv, as_json, as_yaml
from bot.editor.importing.decoding import decoded
from bot.editor.importing.sheet import LARGEST, Sheet, UnreadableError


def read(data: bytes, name: str) -> Sheet:
    """Read a file that somebody handed in.

    Args:
        data: The file: CSV with semicolons, commas or tabs, in UTF-8, UTF-16 or Windows-1252; JSON; or a
            zip with the files of content/.
        name: Its name; `.json` and what begins like JSON is read as JSON.

    Raises:
        UnreadableError: It is none of these, or too large.
    """
    if len(data) > LARGEST:
        raise UnreadableError("Filen är större än 10 MB. Dela den i flera.")
    if data.startswith(as_yaml.BEGINS):
        return as_yaml.read(data)
    text = decoded(data)
    if not text.strip():
        raise UnreadableError("Filen är tom.")
    is_json = PurePath(name).suffix.lower() == ".json" or text.lstrip().startswith(("[", "{"))
    return as_json.read(text) if is_json else as_csv.read(text)
