"""The codes of the printed places of rows: of estimates and ratings one place, of flows the two ends."""

import pandas as pd

from etl.contract.errors import EtlError, PlaceError, gathered, raise_all
from etl.contract.source_config import Source
from etl.geography.gazetteer import Gazetteer

_REPEATED = (
    "The source prints the same figure again under the name of the citizenship. It is taken to be the same people and is left out of sums."
)
_SAME_PEOPLE = [
    *("indicator", "evidence", "origin", "destination", "year_start", "year_end", "quarter", "form", "sex", "age", "as_printed")
]


def _resolved(frame: pd.DataFrame, column: str, source: Source, gazetteer: Gazetteer, *, label: bool) -> pd.Series:
    """The codes of printed names, or of labels of citizenships ('' for those of the reporting country's own); raises PlaceError."""
    codes: dict[str, str] = {}
    faults: list[EtlError] = []
    for name, where in frame.drop_duplicates(column)[[column, "where"]].itertuples(index=False):
        with gathered(faults):
            if label:
                codes[name] = gazetteer.citizenship(name, source=source.source_id, where=where, own="")
            else:
                codes[name] = gazetteer.resolve(name, source=source.source_id, where=where)
    raise_all(faults)
    return frame[column].map(codes)


def codes(frame: pd.DataFrame, source: Source, gazetteer: Gazetteer) -> pd.Series:
    """The place of each row: the code of ``place_printed``, or the ``place`` that a transcription gives itself, where it is known."""
    if "place" not in frame:
        return _resolved(frame, "place_printed", source, gazetteer, label=False)
    for row in frame[~frame["place"].isin(gazetteer.codes)].itertuples():
        remedy = "Give a code of places.csv or regions.csv, or add the region there."
        raise PlaceError(source.source_id, str(row.where), f"there is no place '{row.place}'", remedy)
    return frame["place"]


def ends(frame: pd.DataFrame, source: Source, gazetteer: Gazetteer) -> pd.DataFrame:
    """The flows with the codes of origin and destination.

    ``label_end`` (the origin, where it is missing) is the end that is a printed citizenship or country; the other reports it.
    """
    if "origin" in frame:
        return frame
    frame = frame if "label_end" in frame else frame.assign(label_end="origin")
    parts = []
    for end, rows in frame.groupby("label_end", sort=False):
        other = "destination" if end == "origin" else "origin"
        reporting = _resolved(rows, f"{other}_printed", source, gazetteer, label=False)
        labelled = _resolved(rows, f"{end}_printed", source, gazetteer, label=True)
        parts.append(rows.assign(**{str(end): labelled.mask(labelled == "", reporting), other: reporting, "place": reporting}))
    return _with_repetitions(pd.concat(parts).reindex(frame.index), gazetteer)


def _with_repetitions(frame: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """The flows, with rows of "Nationals" marked as totals where their people are printed again under the name of their citizenship."""
    label = frame["origin_printed"].where(frame["label_end"] == "origin", frame["destination_printed"])
    repeats = frame.duplicated(_SAME_PEOPLE, keep=False) & label.map(gazetteer.is_domestic) & (frame["kind"] == "corridor")
    texts = frame.get("caveat", pd.Series("", frame.index))
    marked = texts.mask(repeats, (texts + "\n" + _REPEATED).str.strip())
    return frame.assign(kind=frame["kind"].mask(repeats, "total"), caveat=marked)
