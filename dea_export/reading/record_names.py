"""The mappings of a content file: the key that holds one or a list of them, what it is in words, and its record."""

from __future__ import annotations

from dea_export.model.exams import Exam, ExamItem
from dea_export.model.facts import Aspect, Change, ChoiceOption, Figure, Front, Retired, SheetEntry, TreeBranch
from dea_export.model.study import Domain, Meta, Service, Task, Topic
from dea_export.model.targets import Targets

# Facts are apart: their kind says which record they are.
RECORD_OF: dict[str, tuple[str, type]] = {
    "study": ("the study", Meta),
    "targets": ("the targets", Targets),
    "services": ("a service", Service),
    "domains": ("a domain", Domain),
    "tasks": ("a task", Task),
    "topics": ("a topic", Topic),
    "sheet": ("a sheet entry", SheetEntry),
    "front": ("a front", Front),
    "figure": ("a figure", Figure),
    "change": ("a change", Change),
    "retired": ("a retirement", Retired),
    "aspects": ("an aspect", Aspect),
    "options": ("an option", ChoiceOption),
    "branches": ("a branch", TreeBranch),
    "exams": ("an exam", Exam),
    "items": ("an item", ExamItem),
}
