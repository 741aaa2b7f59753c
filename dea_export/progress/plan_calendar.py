"""A plan as a calendar (RFC 5545): the weeks, the day without new cards, the mock exams, the exam; whole days, no alarms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dea_export.progress.study_plan import StudyPlan
from dea_export.words import words_in

WIDEST = 74  # bytes of a line; the next begins with a space
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
DAY = timedelta(days=1)


def write_calendar(plan: StudyPlan) -> bytes:
    """The file. The same plan has the same bytes; an event keeps its name, so that a newer plan replaces it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dea-export//plan//EN", "CALSCALE:GREGORIAN"]
    for name, title, first, last in _events(plan):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{name}.{plan.study.study.id}@dea-export",
            f"DTSTAMP:{plan.today:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{last + DAY:%Y%m%d}",
            f"SUMMARY:{title.translate(ESCAPED)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line)).encode()


def _events(plan: StudyPlan) -> Iterator[tuple[str, str, date, date]]:
    """Name, title, first and last day of each."""
    meta, words = plan.study.study, words_in(plan.study.study.language)
    for number, week in enumerate(plan.weeks, 1):
        counts = ((week.new, "plan.new"), (week.reviews, "plan.reviews"), (week.minutes, "plan.minutes"))
        said = words.say("list.comma").join(f"{round(count)} {words.say(key)}" for count, key in counts)
        yield f"week-{number}", f"{meta.title}: {said}", week.first, week.last
    if plan.last_new is not None:
        day = plan.last_new + DAY
        yield "stop", f"{meta.title}: {words.say('plan.stop')}", day, day
    for number, (title, day) in enumerate(plan.mocks, 1):
        yield f"mock-{number}", f"{meta.title}: {title}", day, day
    yield "exam", f"{words.say('standing.then')}: {meta.title}", plan.exam, plan.exam


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 bytes, no character cut."""
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > WIDEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + sign, size + width
    yield piece
