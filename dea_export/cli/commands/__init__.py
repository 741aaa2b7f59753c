"""One module per command; `main` imports the one that is called. Here stands what `--help` says of each."""

# what it is for -> name -> one line of help
GROUPS = {
    "To make what you study with": {
        "all": "Run every exporter and write its files, a manifest and checksums.",
        "list": "List exporters, domains, topics, services or facts.",
        "completion": "Print the completion script of a shell.",
    },
    "To see how far you are": {
        "progress": "Show what you know and forget, from your Anki.",
        "plan": "Plan the weeks until the exam, day by day.",
    },
    "To write the content": {
        "check": "Say what is wrong with the content, and where.",
        "coverage": "Count facts and cards against the study's targets.",
        "new": "Begin a study: content, README and workflow.",
        "fmt": "Write the content file in its canonical form.",
        "import": "Make draft facts from CSV, Quizlet, Anki or Markdown.",
        "preview": "Show every card on one page, by day and night.",
        "schema": "Print the JSON Schema of the content file.",
        "serve": "Show cards, sheet and problems as you write.",
        "stats": "Show in a few lines what the study holds.",
    },
    "To publish releases of it": {
        "changes": "Show what differs between two releases.",
        "release": "Record the study as the next release.",
        "simulate": "Try an update in the real Anki, as a learner.",
    },
}
COMMANDS = {name: line for commands in GROUPS.values() for name, line in commands.items()}
FORMER = {"lock": "release"}  # what commands were called in 2026.11; goes after the next release
ONLY_ALL = "has the name of a command: only 'all' runs it"  # said of a stranger's exporter
