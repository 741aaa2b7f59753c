"""A small study around the facts of an example, so that examples show only what matters."""

import re
import textwrap

from dea_export.checking import check_study
from dea_export.reading import load

HEAD = """\
format: 1
study: {id: example, title: An example, exam: EX-01 guide 1.0, language: en}
services:
  - {id: athena, name: Amazon Athena, short: Athena}
  - {id: firehose, name: Amazon Data Firehose, short: Firehose, formerly: [Amazon Kinesis Data Firehose, Kinesis Data Firehose], renamed: 2024-02}
  - {id: glue, name: AWS Glue, short: Glue}
  - {id: kinesis-data-streams, name: Amazon Kinesis Data Streams, short: Kinesis Data Streams}
  - {id: lambda, name: AWS Lambda, short: Lambda}
  - {id: redshift, name: Amazon Redshift, short: Redshift}
  - {id: s3, name: Amazon S3, short: S3}
  - {id: sqs, name: Amazon SQS, short: SQS}
domains:
  - id: all
    number: 1
    title: Everything
    weight: 100
    tasks:
      - {id: "1.1", title: Ingest, skills: {1.1.1: Read batches, 1.1.2: Read streams}}
    topics:
      - title: Examples
        facts:
"""
NEEDED = {"id": "example", "kind": "statement", "skill": "1.1.1"}
INDENT = " " * 10


def study_text(example):
    """A content file with the facts of an example: a list of facts, or the keys of one; needed keys are added."""
    facts = re.split(r"(?m)^(?=- )", example)[1:] if example.startswith("- ") else [example]
    return HEAD + "".join(_fact(fact) for fact in facts)


def _fact(example):
    keys = textwrap.dedent(re.sub(r"\A- ", "  ", example.rstrip("\n")))
    given = set(re.findall(r"(?m)^(\w+):", keys))
    keys = "\n".join([f"{key}: {value}" for key, value in NEEDED.items() if key not in given] + [keys])
    body = textwrap.indent(keys, INDENT + "  ")
    return f"{INDENT}- {body.lstrip()}\n"


def diagnostics(text):
    """What reading and rules say of a content file."""
    loaded = load(text.encode(), "example.yaml")
    return [*loaded.problems, *(check_study(loaded.study) if loaded.study else ())]


def problems(text):
    """Codes of errors and warnings, and of infos of rules."""
    return sorted({problem.code for problem in diagnostics(text)})
