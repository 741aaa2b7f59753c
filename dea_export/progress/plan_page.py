"""A plan on one page of HTML, to print and tick off: no script, nothing from anywhere."""

from __future__ import annotations

from dea_export.exporters.templates import Templates
from dea_export.exporters.web_pages import fill_plain_page
from dea_export.progress.study_plan import StudyPlan
from dea_export.words import say_day, words_in


def render_plan(plan: StudyPlan, templates: Templates) -> str:
    """The page."""
    meta = plan.study.study
    words = words_in(meta.language)
    mocks = [(title, say_day(words, day.isoformat()), day) for title, day in plan.mocks]
    values = {
        "days": (plan.exam - plan.today).days,
        "today": say_day(words, plan.today.isoformat()),
        "exam": say_day(words, plan.exam.isoformat()),
        "plan": plan,
        "last_new": say_day(words, plan.last_new.isoformat()) if plan.last_new else "",
        "weeks": [
            {
                "first": say_day(words, week.first.isoformat()),
                "new": round(week.new),
                "reviews": round(week.reviews),
                "minutes": round(week.minutes),
                "mocks": [title for title, _, day in mocks if week.first <= day <= week.last],
            }
            for week in plan.weeks
        ],
        "mocks": mocks,
    }
    return fill_plain_page(templates, "plan", "standing", meta, values)
