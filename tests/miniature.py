"""A miniature atlas for tests: three countries that are squares, and one small source written out in full."""

import json
from pathlib import Path

PLACES = """place,name,kind,region,subregion,income_group,longitude,latitude,note
AND,Andorra,country,Europe,Southern Europe,High income,5,45,
FRA,France,country,Europe,Western Europe,High income,15,45,
TUV,Tuvalu,country,Oceania,Polynesia,,179,-8,
"""
REGIONS = """place,name,kind,scheme,longitude,latitude,note
WORLD,World,world,,0,20,
M49:150,Europe,region,M49,,,
"""
MEMBERS = "region,member\nWORLD,AND\nWORLD,FRA\nM49:150,AND\nM49:150,FRA\n"
ALIASES = "alias,place,kind,scope\nWorld,WORLD,short,\nGaul,FRA,former,\nEurope,M49:150,official,mini\n"
NAMES = "name,place,language,kind\nFrancia,FRA,es,un\nAndorre,AND,fr,un\n法国,FRA,zh,un\n"
CITIZENSHIPS = "label,place,group,note\nFrench,FRA,,\nNationals,,domestic,\nOthers,,other,\n"
POPULATION = "place,year,population\nAND,2020,77000\nFRA,2020,67000000\n"

QUANTITIES = """[[quantities]]
id = "labour"
title = "People in forced labour"
question = "How many?"
unit = "persons"
why_they_differ = "They count different people."
[[quantities.groups]]
id = "everyone"
label = "Everyone"
rows = [{ indicator = "forced_labour", sex = "all" }]
"""

FIGURES_HEAD = "indicator,place_printed,form,sex,age,year_start,year_end,figure,unit_printed,called,printed_as,page,seen_at,note"
FIGURES = f"""{FIGURES_HEAD}
forced_labour,World,all,all,all,2011,2012,20.9,million people,,people in forced labour,page 13,an excerpt,
forced_labour,Europe,all,all,all,2011,2012,1.5,million people,,Europe,page 15,an excerpt,
forced_labour,World,all,female,all,2011,2012,11.4,million people,,Women and girls,page 14,an excerpt,
forced_labour,France,all,all,all,2011,2012,>3,million people,,France,page 16,an excerpt,A bound alone.
forced_labour,Andorra,all,all,all,2011,2012,700,people,minimum,Andorra,page 16,an excerpt,
"""
TOML = """title = "A miniature source"
short_title = "Miniature"
publisher = "Nobody"
edition = "First"
published_year = 2012
url = "https://example.org/"
citation = "Nobody (2012). A miniature source."
licence = "None"
licence_note = "Made for tests."
redistribution = "figures"
kind = "model_estimate"
method = "Invented for tests."
range_meaning = "Nothing."
accessed = 2026-01-01
module = "ilo_forced_labour"

[[caveats]]
id = "all"
severity = "note"
text = "Applies to every row."

[[caveats]]
id = "only-france"
severity = "caution"
place = "FRA"
text = "Applies to France."
"""


def pin(place: str, figure: str, extra: str = "") -> str:
    """A pin of the miniature source."""
    return f'\n[[pins]]\nindicator = "forced_labour"\nplace = "{place}"\nyear = 2012\nlocator = "there"\n{figure}\n{extra}\n'


PINS = "".join(
    (
        pin("WORLD", "value = 20900000"),
        pin("M49:150", "value = 1500000"),
        pin("WORLD", "value = 11400000", 'sex = "female"'),
        pin("FRA", "value_low = 3000000"),
        pin("AND", "value = 700"),
    )
)


def _square(place: str, west: float) -> dict[str, object]:
    ring = [[west, 40], [west, 50], [west + 10, 50], [west + 10, 40], [west, 40]]
    return {"type": "Feature", "properties": {"place": place}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def write(folder: Path) -> Path:
    """Write the miniature below ``folder`` and return it; it is a complete ``data`` folder."""
    reference, source = folder / "reference", folder / "sources" / "mini"
    reference.mkdir(parents=True)
    source.mkdir(parents=True)
    tables = {
        "places": PLACES,
        "regions": REGIONS,
        "members": MEMBERS,
        "aliases": ALIASES,
        "names": NAMES,
        "population": POPULATION,
        "citizenships": CITIZENSHIPS,
    }
    for name, text in tables.items():
        (reference / f"{name}.csv").write_text(text, encoding="utf-8")
    (reference / "quantities.toml").write_text(QUANTITIES, encoding="utf-8")
    squares = {"type": "FeatureCollection", "features": [_square("AND", 0), _square("FRA", 10)]}
    line = {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[10, 40], [10, 50]]}}
    (reference / "boundaries.geojson").write_text(json.dumps(squares), encoding="utf-8")
    (reference / "disputed.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [line]}), encoding="utf-8")
    (source / "source.toml").write_text(TOML + PINS, encoding="utf-8")
    (source / "figures.csv").write_text(FIGURES, encoding="utf-8")
    return folder
