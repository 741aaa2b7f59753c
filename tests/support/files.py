"""Files of a folder, to compare before and after."""


def snapshot(folder):
    """What stands in a folder: bytes and times by name, without the program's own corner."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".dea-export" not in path.parts
    }
