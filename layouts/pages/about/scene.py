"""What the page on the atlas shows: who maintains it, when it was last updated and what changed, and its prose."""

from dataclasses import dataclass
from pathlib import Path

from etl.queries import headline
from etl.queries.atlas import atlas
from etl.queries.data_versions import data_versions
from layouts import format as words
from layouts.evidence.version_changes import sentence
from layouts.maintenance import Maintenance, maintenance
from layouts.page import Stateless

_PROSE = Path(__file__).with_name("prose.md")


@dataclass(frozen=True)
class Scene:
    """``transcribed``: the day of the last transcription, in words; ``changed``: what the present version changed, in a sentence."""

    maintenance: Maintenance
    transcribed: str
    version: str
    changed: str
    prose: str


def scene(_state: Stateless) -> Scene:
    """The scene, with the maintainers that the environment names."""
    changed = sentence(data_versions()[0])
    return Scene(maintenance(), words.date(headline.totals().transcribed), atlas().version, changed, _PROSE.read_text(encoding="utf-8"))
