"""Writes listings as the YAML of content/: always the same bytes, and nothing lost on the way."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel

from bot.content import layout
from bot.content.documents import parse_document
from bot.content.schema import Municipality, Organization, Service

_WIDTH: Final = 110
# Written even where it has its usual value: an editor looks for it.
_ALWAYS: Final = "publication"


class _Dumper(yaml.CSafeDumper):
    """Lists of plain words on one line, everything else a line each, items indented."""


def _represent_list(dumper: yaml.CSafeDumper, values: list[Any]) -> yaml.Node:
    plain = all(isinstance(value, str) for value in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=plain)


_Dumper.add_representer(list, _represent_list)


def to_yaml(data: Any) -> str:
    """Plain data as the YAML of content/.

    Args:
        data: Mappings, lists, texts, numbers and None.
    """
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


def service_yaml(service: Service) -> str:
    """One listing as its file; a confidential address is left out, as everywhere.

    Args:
        service: The listing.
    """
    secret = service.address is not None and service.address.confidential
    data = _plain(service.model_copy(update={"address": None}) if secret else service)
    data[_ALWAYS] = str(service.publication)
    order = {field.alias or name: place for place, (name, field) in enumerate(Service.model_fields.items())}
    return to_yaml(dict(sorted(data.items(), key=lambda item: order[item[0]])))


def models_yaml(models: Iterable[BaseModel]) -> str:
    """A list of models as one file: organizations.yml, municipalities.yml, short_numbers.yml."""
    return to_yaml([_plain(model) for model in models])


def write_listings(
    services: Iterable[Service],
    organizations: Iterable[Organization],
    municipalities: Mapping[str, Municipality],
    target: Path,
) -> list[Path]:
    """Write listings and who runs them to a folder laid out as content/.

    Args:
        services: The listings.
        organizations: Who runs them; those that run none of the listings are not added.
        municipalities: Municipalities by code, which name the folders.
        target: The folder; made when it does not exist. Other listings and organizations that lie in it
            are left alone.

    Returns:
        The files written, in order.
    """
    listed = sorted(services, key=lambda service: service.id)
    file = target / layout.ORGANIZATIONS
    files = {file: models_yaml(_owners(listed, organizations, file))}
    for service in listed:
        files[_path(service, municipalities, target)] = service_yaml(service)
    # A listing whose areas have changed has moved to another folder.
    ids = {service.id for service in listed}
    for path in (target / layout.SERVICES).rglob("*.yml"):
        if path not in files and path.stem in ids:
            path.unlink()
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(files)


def _path(service: Service, municipalities: Mapping[str, Municipality], target: Path) -> Path:
    folder = layout.service_folder(service.service_areas, municipalities)
    return target / layout.SERVICES / folder / f"{service.id}.yml"


def _owners(
    services: Iterable[Service], organizations: Iterable[Organization], file: Path
) -> list[Organization]:
    used = {service.organization for service in services}
    owners = [*(one for one in organizations if one.id in used), *_others(file, used)]
    return sorted(owners, key=lambda one: one.id)


def _others(file: Path, used: set[str]) -> list[Organization]:
    """Those already in the file that run none of the listings: they may run drafts beside them."""
    if not file.is_file():
        return []
    found = parse_document(file.read_text(encoding="utf-8"), file).data or []
    return [one for one in map(Organization.model_validate, found) if one.id not in used]


def _plain(model: BaseModel) -> dict[str, Any]:
    """A model as plain data without the fields that have their usual value."""
    return model.model_dump(mode="json", by_alias=True, exclude_defaults=True)
