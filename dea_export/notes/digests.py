"""What makes a note count as changed: digests of its fields, and of what its author wrote.

The ledger keeps both of every note that was released. A note whose fields differ reaches learners with the next
release, and replaces their own edits of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath
from unicodedata import normalize

from dea_export.cards.fronts import front_nodes, media_node, words_of_media
from dea_export.cards.wording import say_status
from dea_export.model.blocks import Chain
from dea_export.model.facts import Fact
from dea_export.model.sound_files import is_sound
from dea_export.model.study import Study
from dea_export.words import words_in

# What may differ without the note counting as changed: it reaches a learner with the note's next change.
RIDES_ALONG = {"Checked", "Place", "Confuse"}  # of the last, what the other facts say now; which they are does count
# What Anki takes out of the names of files, and what would end a gap or a sound around one.
NO_NAME = re.compile(r"""[\[\]<>:"/?*^\\|{}\x00-\x1f\x7f]""")

NO_WORD = re.compile(r"[^\w.-]+")


def digest_fields(kind: str, fields: Mapping[str, str], tags: Sequence[str], confused: Sequence[str]) -> str:
    """The same as long as a learner who has the note needs no other: half of a SHA-256."""
    values = {name: value for name, value in fields.items() if value and name not in RIDES_ALONG}
    return _digest([kind, values, [tag for tag in tags if not is_rank_tag(tag)], confused])


def digest_content(study: Study, fact: Fact, media: Mapping[str, bytes]) -> str:
    """Of what the author wrote that reaches the note: differs from the last release only if a person changed something."""
    retired = fact.retired and [fact.retired.reason, fact.retired.instead]
    figure = fact.figure and [fact.figure.alt, media_name(study, fact.figure.file, media)]
    plain = words_in("en")  # what the study says of a service, in whatever words that is told to learners
    services = [
        [f"{service.name}{said}" for said in say_status(study, service, plain)] for service in study.services_of(fact)
    ]
    prose = [(text, asked) for text, asked, _ in fact.prose()]
    block = fact.block()
    flow = block.flow if isinstance(block, Chain) else None
    own = [fact.kind_name, prose, flow, fact.why, fact.source, fact.skill]
    more = {name: text for name, text in fact.asides().items() if name != "why"}
    written = [*own, fact.services, services, fact.confuse_with, fact.tags, figure, retired]
    sound = () if fact.audio is None else (media_node(fact.audio),)
    nodes = [*front_nodes(fact), *sound]
    shown = [[node.kind, node.info, words_of_media(node), media_name(study, node.info, media)] for node in nodes]
    # each only where it is, so that what was released before there was such a thing is still the same
    return _digest([*written, *([more] if more or shown else []), *([shown, len(sound)] if shown else [])])


def media_name(study: Study, file: str, media: Mapping[str, bytes]) -> str:
    """The name of a picture or sound in the package: with a hash of its bytes, because Anki replaces no file of one name."""
    odd = NO_WORD if is_sound(file) else NO_NAME  # a sound's name stands in the text of a field
    path = PurePosixPath(odd.sub("-", normalize("NFC", file)))  # as Anki names files
    return f"{study.study.id}-{path.stem}-{sha256(media.get(file, b'')).hexdigest()[:8]}{path.suffix}"


def is_rank_tag(tag: str) -> bool:
    """Whether a tag says in which order to study, which may change without the note."""
    return "::rank::" in tag


def _digest(value: object) -> str:
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]
