"""Files of other programs -> draft facts: one module for each form, found by entry point as exporters are."""
