"""The command line: the only floor that reads the user's files, writes, prints and exits."""
