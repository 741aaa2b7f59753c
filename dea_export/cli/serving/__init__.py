"""What `dea-export serve` does.

`watching` sees that a file was saved, `workbench` makes what the author looks at, `board` holds it, and `local_server`
shows it to the browser on this machine.
"""
