"""What can be printed: the characters of the built-in fonts, and families for other scripts that an extra installs."""

from __future__ import annotations

from dea_export.typefaces.extra_fonts import Typeface, find_extra, find_typeface, installed_packages
from dea_export.typefaces.printing import as_printed, find_missing, look_again

__all__ = ["Typeface", "as_printed", "find_extra", "find_missing", "find_typeface", "installed_packages", "look_again"]
