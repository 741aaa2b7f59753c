"""A small study with a mock exam around the keys of an item, so that examples show only what matters."""

import re
import textwrap

from tests.support.facts import study_text

STEM = """\
A retail company stores a year of click events as Parquet files in one Amazon S3 prefix. Analysts run four SQL reports
on them every Monday, and nobody queries the files in between. The company has two data engineers and does not want to
run servers. Reports must read the files where they are."""
ITEM = {
    "skill": "1.1.1",
    "hinge": "athena",
    "level": "easy",
    "stem": "|-\n" + textwrap.indent(STEM, "  "),
    "question": "Which solution will meet these requirements with the LEAST operational overhead?",
    "deciding": "does not want to run servers",
    "facts": "[example]",
    "options": """
  - {text: "Define a table for the prefix, and query it with Amazon Athena each week.", pick: true, why: Athena is serverless.}
  - {text: "Start a cluster of Amazon EMR, and query the prefix with Hive each week.", loses: It works but must be run., fails: qualifier, facts: [example]}
  - {text: "Copy the prefix to Amazon Redshift, and query the copy of it each week.", loses: It works but is a copy to keep., fails: qualifier, facts: [example]}
  - {text: "Send the prefix to Amazon SQS, and query the queue with SQL each week.", loses: A queue is not queried., fails: job, facts: [example]}""",
}
FACT = "text: Athena runs {{c1::SQL}} on S3."


def item_keys(example="", name="one"):
    """An item of an exam with some keys replaced; the example may be empty."""
    given = dict(re.findall(r"(?ms)^(\w+):(.*?)(?=^\w|\Z)", example))
    keys = {"id": name, **ITEM, **given}
    body = "\n".join(f"{key}: {value.strip(' ').rstrip()}" for key, value in keys.items() if value.strip() != "-")
    return textwrap.indent(f"- {textwrap.indent(body, '  ').lstrip()}\n", "      ")


def exam_text(*items, facts=FACT, minutes=130):
    """A content file with one form of these items, each written by `item_keys`."""
    return f"{study_text(facts)}exams:\n  - id: form-1\n    title: Mock exam\n    minutes: {minutes}\n    items:\n{''.join(items)}"
