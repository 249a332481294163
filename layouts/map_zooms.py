"""The parts of the world that a map of corridors can show, by their codes: their names, and boxes of west, south, east and north."""

from collections.abc import Mapping

WORLD, PLACE = "world", "place"
_PARTS: Mapping[str, tuple[str, tuple[int, int, int, int]]] = {
    WORLD: ("World", (-180, -58, 180, 85)),
    "europe": ("Europe", (-12, 34, 42, 66)),
    "middle_east": ("Middle East and Gulf", (24, 10, 64, 43)),
    "south_asia": ("South Asia", (58, 3, 100, 39)),
    "south_east_asia": ("South-East Asia", (92, -11, 141, 26)),
    "east_asia": ("East Asia", (98, 17, 147, 47)),
    "west_africa": ("West and Central Africa", (-20, -8, 32, 36)),
    "south_east_africa": ("East and Southern Africa", (8, -37, 54, 18)),
    "central_america": ("Central America and Caribbean", (-120, 6, -58, 42)),
    "south_america": ("South America", (-85, -56, -32, 14)),
    "oceania": ("Oceania", (110, -48, 185, 12)),
}
NAMES: Mapping[str, str] = {code: name for code, (name, _) in _PARTS.items()}
BOXES: Mapping[str, tuple[int, int, int, int]] = {code: box for code, (_, box) in _PARTS.items()}
