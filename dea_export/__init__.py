"""dea-export: one YAML file of study facts, turned into an Anki deck, a one-page cheat sheet, Quizlet sets and more."""

__version__ = "0.1.0"
