"""`python -m dea_export`."""

from dea_export.cli.main import main

main()
