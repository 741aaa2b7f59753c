"""What one process at a time may have, on every system."""

from __future__ import annotations

import errno


def hold(handle: int, *, shared: bool = False) -> None:
    """Waits until an open file is this process's alone, or, `shared`, that of readers; closing it lets it go.

    Raises OSError where the file system has no locks. Windows knows no shared ones.
    """
    try:
        import fcntl
    except ImportError:
        _hold_on_windows(handle)
    else:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)


def _hold_on_windows(handle: int) -> None:
    """It tries for ten seconds at a time."""
    import msvcrt

    while True:
        try:
            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]  # exists on Windows only
        except OSError as error:
            if error.errno != errno.EDEADLK:
                raise
        else:
            return
