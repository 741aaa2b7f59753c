"""How long a test waits for what another process does."""

PATIENCE = 300  # seconds: a busy machine is no failure
