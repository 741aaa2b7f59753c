"""The cheat sheet: `items` → `heights` → `layout` (found by `fitting`) → `sheet_html` → `proof`; `sheet_edition` walks that way."""
