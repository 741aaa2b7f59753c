"""One module per command; `main.py` loads the one that is called."""
