"""Ramps of colour by family: OKLab-even steps of lightness in one hue, for light and for dark paper.

On light paper a ramp runs from light to dark, on dark paper from dark to light, so that its end is what stands out from the ground.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

# From OKLab to the cubes of the cones, and on to linear sRGB (Ottosson 2020).
_CONES = ((0.3963377774, 0.2158037573), (-0.1055613458, -0.0638541728), (-0.0894841775, -1.2914855480))
_LINEAR = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


@dataclass(frozen=True)
class Ramp:
    """Hue in degrees at the pale and at the strong end of light paper, and how colourful it is beside the others."""

    pale: float
    strong: float
    chroma: float = 1.0


# What governments do has a hue that counts and estimates never use; "other" is what belongs to no family, such as coverage.
RAMPS: Mapping[str, Ramp] = {
    "efforts": Ramp(195, 185, 0.85),
    "people": Ramp(75, 55),
    "counts": Ramp(275, 270),
    "money": Ramp(135, 135, 0.9),
    "roles": Ramp(340, 335, 0.75),
    "other": Ramp(250, 250, 0.35),
}


def _linear(lightness: float, chroma: float, hue: float) -> list[float]:
    """Linear sRGB of a colour in OKLCh; a part outside 0 to 1 cannot be shown."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    cones = [(lightness + across * a + along * b) ** 3 for across, along in _CONES]
    return [sum(weight * cone for weight, cone in zip(weights, cones, strict=True)) for weights in _LINEAR]


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """The colour as #rrggbb, with as much of its chroma as a screen can show."""
    parts = _linear(lightness, chroma, hue)
    if chroma > 0.001 and not all(0 <= part <= 1 for part in parts):
        return _hex(lightness, chroma * 0.95, hue)
    encoded = [12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in parts]
    return "#" + bytes(min(255, max(0, round(255 * part))) for part in encoded).hex()


@cache
def colours(family: str, share: float) -> tuple[str, str]:
    """The colours on light and on dark paper of a place on a ramp, 0 its beginning and 1 its end."""
    ramp = RAMPS[family]
    paper = (0.885 - 0.525 * share, 0.04 + 0.075 * math.sin(math.pi * (0.1 + 0.75 * share)), ramp.pale + (ramp.strong - ramp.pale) * share)
    night = (0.42 + 0.48 * share, 0.045 + 0.06 * math.sin(math.pi * (0.05 + 0.9 * share)), ramp.strong + (ramp.pale - ramp.strong) * share)
    light, dark = (_hex(lightness, chroma * ramp.chroma, hue) for lightness, chroma, hue in (paper, night))
    return light, dark
