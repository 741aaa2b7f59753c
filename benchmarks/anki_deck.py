"""The Anki exporter against a plain genanki script with the same notes, as ratios of one run.

    python benchmarks/anki_deck.py [FACTS]

Wanted for 10,000 facts: the whole program at most 9 times the script, the writer alone at most twice genanki's,
linear, below 1 GB.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HEAD = """format: 1
study: {id: large, title: A large study, exam: LARGE-01, language: en}
services: [{id: s3, name: Amazon S3}]
domains:
  - id: one
    number: 1
    title: One
    weight: 100
    tasks: [{id: "1.1", title: All, skills: {1.1.1: Everything}}]
    topics:
      - title: All
        facts:
"""
FACT = """          - id: fact-{n}
            kind: statement
            skill: 1.1.1
            services: [s3]
            text: |-
              Fact **number {n}** is kept in {{{{c1::`bucket-{n}`::where}}}} for {{{{c2::{n} days}}}} & a day.
            why: |-
              Because the *lifecycle rule* number {n} says so, and `rule-{n}` is what it is called.
            source: https://docs.aws.amazon.com/s3/{n}.html
            checked: 2026-11-20
"""
PLAIN = """
import sys, genanki
model = genanki.Model(1607392319, "Large", model_type=1, fields=[{"name": n} for n in ("Text", "Why", "Source", "Id")],
                      templates=[{"name": "Cloze", "qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}<hr>{{Why}}{{Source}}"}])
deck = genanki.Deck(2059400110, "Large")
for n in range(int(sys.argv[1])):
    text = f"Fact <strong>number {n}</strong> is kept in {{{{c1::<code>bucket-{n}</code>::where}}}} for {{{{c2::{n} days}}}} &amp; a day."
    why = f"Because the <em>lifecycle rule</em> number {n} says so, and <code>rule-{n}</code> is what it is called."
    link = f'<a href="https://docs.aws.amazon.com/s3/{n}.html">docs.aws.amazon.com</a>'
    deck.add_note(genanki.Note(model, [text, why, link, f"fact-{n}"], guid=f"large:fact-{n}", tags=["large::domain::1", "large::task::1.1"]))
genanki.Package(deck).write_to_file(sys.argv[2])
"""
WRITER = """
import sys, time
from dea_export.exporters.anki.apkg import write_apkg
from dea_export.exporters.anki.deck import build_deck
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.reading.loader import load
study = load(open(sys.argv[1], "rb").read(), "large.yaml").study
deck = build_deck(study, Job("large", template_root()))
start = time.perf_counter()
write_apkg(deck)
print(time.perf_counter() - start)
"""
GENANKI_WRITER = PLAIN.replace("genanki.Package", "import time; start = time.perf_counter(); genanki.Package") + (
    "print(time.perf_counter() - start)"
)


def seconds(*command):
    """The least of three runs of a whole process, and what it printed."""
    times: list[float] = []
    for _ in range(3):
        start = time.perf_counter()
        run = subprocess.run([sys.executable, *command], check=True, capture_output=True, text=True)
        times.append(time.perf_counter() - start)
    return min(times), run.stdout


def measure(facts, folder):
    path = folder / f"{facts}.yaml"
    path.write_text(HEAD + "".join(FACT.format(n=n) for n in range(facts)), encoding="utf-8")
    plain, _ = seconds("-c", PLAIN, str(facts), os.devnull if os.name == "nt" else str(folder / "plain.apkg"))
    whole, _ = seconds("-m", "dea_export", "anki", str(path), "-o", str(folder / "build"), "-q")
    writer = float(seconds("-c", WRITER, str(path))[1])
    theirs = float(seconds("-c", GENANKI_WRITER, str(facts), str(folder / "plain.apkg"))[1])
    return plain, whole, writer, theirs


def main():
    facts = int((sys.argv[1:] or ["10000"])[0])
    with tempfile.TemporaryDirectory() as name:
        half = measure(facts // 2, Path(name))
        plain, whole, writer, theirs = measure(facts, Path(name))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{facts} facts, {2 * facts} cards")
    print(f"dea-export anki    {whole:6.2f} s   {whole / plain:4.1f} x a plain genanki script ({plain:.2f} s)")
    print(f"the writer alone   {writer:6.2f} s   {writer / theirs:4.1f} x genanki's ({theirs:.2f} s)")
    print(f"twice the facts    {whole / half[1]:6.2f} x the time")
    print(f"memory             {memory:6.0f} MB at most")


if __name__ == "__main__":
    main()
