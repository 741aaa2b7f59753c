"""YAML text -> a Study, or diagnostics with their places; the JSON Schema; the canonical form (`fmt`)."""

from dea_export.reading.loader import load
from dea_export.reading.schema import json_schema

__all__ = ["json_schema", "load"]
