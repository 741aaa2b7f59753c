"""One module or folder per target: a study in, artifacts in memory out.

Exporters see notes and blocks, never kinds of fact. They read package resources and what the job hands them; they
never touch the user's files, print, or end the program.
"""
