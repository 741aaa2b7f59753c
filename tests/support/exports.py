"""The files that exporters make of a study, in this process."""

from dea_export.cli.build.orders import Made, fulfil, plan_orders
from dea_export.exporters.api import Job
from dea_export.exporters.registry import installed
from dea_export.exporters.resources import template_root


def outputs(study, names, without=()):
    """The files of some exporters, but for variants with a word of `without`; a failure of one fails the test."""
    orders, broken = plan_orders([found for name, found in installed().items() if name in names], {})
    assert broken == []
    chosen = [order for order in orders if not any(word in order.variant for word in without)]
    made = [fulfil(study, Job(str(study.study.id), template_root()), order) for order in chosen]
    assert [one.trace for one in made if not isinstance(one, Made)] == []
    return {artifact.name: artifact.data for one in made for artifact in one.artifacts}
