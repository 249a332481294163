"""The state of a page as a link and back: a page declares each key once, and everything else follows from the declaration.

Encoding, decoding, the nearest valid state of what controls say, plain messages, and the parameters that OpenAPI describes.
A key whose value the atlas lacks gives way to the nearest value that it has, with a message.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, TypeVar
from urllib.parse import parse_qsl, unquote, urlencode

VERSION, DATA_VERSION = "1", "dv"
S = TypeVar("S")
Parameter = tuple[str, dict[str, Any], str]
LONGEST_CODE, LONGEST_NUMBER = 200, 8


@dataclass(frozen=True, kw_only=True)
class Key(Generic[S]):
    """A key of a link: a word of the codes that it may be.

    ``options`` and ``default`` may depend on the keys declared before it; a value is valid if it is an option or the default.
    ``codes``: the options over all states, for OpenAPI; ``title``: an option in words; ``label``: the key in messages;
    ``missing``: how the message about a value that is none goes on; ``empty``: an empty value in a message;
    ``always``: written even where it is the default; ``fuzzy``: whether a slip of the pen is understood.
    """

    longest: ClassVar[int] = LONGEST_CODE
    field: str
    meaning: str
    default: Callable[[S], Any]
    options: Callable[[S], Iterable[Any]] = lambda _: ()
    codes: Callable[[], Iterable[Any]] | None = None
    title: Callable[[Any], str] = str
    name: str = ""
    label: str = ""
    missing: Callable[[S, str], str] = lambda _state, _text: "the atlas does not have"
    empty: str = "none"
    always: bool = False
    fuzzy: bool = True

    @property
    def key(self) -> str:
        return self.name or self.field

    def is_valid(self, state: S, value: Any) -> bool:
        return value == self.default(state) or value in list(self.options(state))

    def nearest(self, state: S, value: Any) -> Any:
        """The valid value that takes the place of one that is not valid."""
        return self.default(state)

    def meant(self, state: S, value: Any) -> Any:
        """The valid value that a link probably means by one that is not valid."""
        codes = [str(option) for option in self.options(state)] if self.fuzzy and isinstance(value, str) else []
        close = difflib.get_close_matches(str(value).lower(), codes, n=1, cutoff=0.6)
        return close[0] if close else self.nearest(state, value)

    def parse(self, text: str) -> Any:
        """The value that a text stands for; the text itself where it is none."""
        return text

    def read(self, state: S, text: str) -> tuple[Any, str]:
        """The valid value nearest to what a link says, and a message where it is another; '' where it is not."""
        value = self.parse(text)
        if self.fits(text) and self.is_valid(state, value):
            return value, ""
        used = self.meant(state, value)
        quoted = text if len(text) <= LONGEST_CODE else f"{text[:LONGEST_CODE]}…"
        name = self.label or self.key.replace("_", " ")
        problem = f"The link asks for the {name} '{quoted}', which {self.missing(state, text)}."
        return used, f"{problem} Shown instead: {self.named(used)}."

    def named(self, value: Any) -> str:
        return f"'{self.title(value)}'" if value else self.empty

    def write(self, value: Any) -> str:
        """The value as the link writes it; '' where there is nothing to write."""
        return "" if value is None else str(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", **({"maxLength": self.longest} if self.codes is None else {"enum": list(self.codes())})}

    def fits(self, text: str) -> bool:
        return len(text) <= self.longest and (self.codes is None or text in self.codes())


class Number(Key[S]):
    """A key that is a whole number, one of the options; the nearest option takes the place of another."""

    def is_valid(self, state: S, value: Any) -> bool:
        # Only a whole number is looked for in a range; for anything else the range would be counted through.
        whole = isinstance(value, int) and not isinstance(value, bool) and value in self.options(state)
        return whole or (type(value), value) == (type(self.default(state)), self.default(state))

    def parse(self, text: str) -> Any:
        number = whole_number(text)
        return text if number is None else number

    def nearest(self, state: S, value: Any) -> Any:
        options = self.options(state)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return self.default(state)
        if isinstance(options, range) and options:
            return min(max(int(value), options[0]), options[-1])
        return min(options, key=lambda option: (abs(option - value), option), default=self.default(state))

    def meant(self, state: S, value: Any) -> Any:
        return self.nearest(state, value)

    def named(self, value: Any) -> str:
        return self.title(value)

    def schema(self) -> dict[str, Any]:
        bounds = {"minimum": 0, "maximum": 10**LONGEST_NUMBER - 1}
        return {"type": "integer", **(bounds if self.codes is None else {"enum": list(self.codes())})}

    def fits(self, text: str) -> bool:
        return whole_number(text) is not None


class Flag(Key[S]):
    """A key that is yes or no, and no where it is missing."""

    def __init__(self, field: str, meaning: str, *, name: str = "", label: str = "") -> None:
        super().__init__(
            field=field,
            meaning=meaning,
            name=name,
            label=label,
            default=lambda _: False,
            options=lambda _: (True,),
            codes=lambda: ("yes", "no"),
            missing=lambda _state, _text: "is neither yes nor no",
            fuzzy=False,
        )

    def parse(self, text: str) -> Any:
        return {"yes": True, "no": False}.get(text, text)

    def named(self, value: Any) -> str:
        return f"'{self.write(value)}'"

    def write(self, value: Any) -> str:
        return "yes" if value else "no"


class Text(Key[S]):
    """A key that is any text up to a length, '' where it is missing; a longer one is cut."""

    longest = 80

    def __init__(self, field: str, meaning: str, *, label: str = "") -> None:
        super().__init__(field=field, meaning=meaning, label=label, default=lambda _: "", missing=lambda *_: "is too long")

    def is_valid(self, state: S, value: Any) -> bool:
        return isinstance(value, str) and len(value) <= self.longest

    def nearest(self, state: S, value: Any) -> Any:
        return value[: self.longest] if isinstance(value, str) else ""


class Named(Text[S]):
    """A key in the path of a page: one of the codes, or a text that is none, which the page answers plainly."""

    def __init__(self, field: str, meaning: str, *, codes: Callable[[], Iterable[str]]) -> None:
        Key.__init__(self, field=field, meaning=meaning, default=lambda _: "", codes=codes, fuzzy=False)

    def read(self, state: S, text: str) -> tuple[Any, str]:
        # Dash hands on a path as the browser writes it.
        quoted = self.nearest(state, unquote(text))
        return quoted, "" if text in self.codes() else f"The atlas has no {self.label or self.key} '{quoted}'."  # type: ignore[misc]


class Several(Key[S]):
    """A key that is a tuple of options, joined by points, or by commas where a person wrote it; those that are none are left out."""

    def is_valid(self, state: S, value: Any) -> bool:
        return isinstance(value, tuple) and value == self.nearest(state, value)

    def nearest(self, state: S, value: Any) -> Any:
        options = list(self.options(state))
        return tuple(part for part in value if part in options) if isinstance(value, tuple | list) else ()

    def parse(self, text: str) -> Any:
        return tuple(part for part in text.replace(",", ".").split(".") if part)

    def named(self, value: Any) -> str:
        return ", ".join(f"'{self.title(part)}'" for part in value) or self.empty

    def write(self, value: Any) -> str:
        return ".".join(value)

    def schema(self) -> dict[str, Any]:
        code = "|".join(map(re.escape, self.codes())) if self.codes else ""
        return {"type": "string", "maxLength": self.longest, **({"pattern": rf"^(({code})(\.({code}))*)?$"} if code else {})}

    def fits(self, text: str) -> bool:
        return len(text) <= self.longest and (self.codes is None or set(self.parse(text)) <= set(self.codes()))


class Codec(Generic[S]):
    """The keys of a page in the order in which they are decided, and what follows from them.

    ``written``: the names of the keys in the order in which a link has them, where that is another.
    """

    def __init__(self, blank: S, *keys: Key[S], written: Sequence[str] = ()) -> None:
        self.blank, self.keys = blank, keys
        self.written = sorted(keys, key=lambda key: written.index(key.key)) if written else keys
        self.names = {"v", *(key.key for key in keys)}

    def nearest_valid(self, state: S) -> S:
        """The valid state nearest to what the controls say, whatever the types of their values."""
        for key in self.keys:
            value = getattr(state, key.field)
            if not key.is_valid(state, value):
                state = replace(state, **{key.field: key.nearest(state, value)})  # type: ignore[type-var]
        return state

    def encode(self, state: S) -> str:
        """The query string of a state, '?' included; a value that is the default is left out."""
        texts = {"v": VERSION}
        for key in self.written:
            value = getattr(state, key.field)
            if key.always or value != key.default(state):
                texts[key.key] = key.write(value)
        return "?" + urlencode({name: text for name, text in texts.items() if text})

    def decode(self, query: Mapping[str, object]) -> tuple[S, list[str]]:
        """The valid state nearest to what a link asks for, and a message for everything that gave way."""
        texts = {name: text for name, text in query.items() if name in self.names and isinstance(text, str)}
        messages = [_unusable(name, known=name in self.names) for name in query if name not in texts and name != DATA_VERSION]
        if texts.get("v", VERSION) != VERSION:
            messages.append(f"The link was made by another version of this page ('{texts['v']}'). Shown as far as it can be read.")
        state = self.blank
        for key in self.keys:
            value, message = key.read(state, texts[key.key]) if key.key in texts else (key.default(state), "")
            state = replace(state, **{key.field: value})  # type: ignore[type-var]
            messages += [message] if message else []
        return state, messages

    def from_link(self, link: str) -> S:
        """The state of a link that the page itself made."""
        return self.decode(dict(parse_qsl(link.removeprefix("?"))))[0]

    def parameters(self) -> list[Parameter]:
        version = ("v", {"type": "string", "enum": [VERSION]}, "Version of the link.")
        return [version, *((key.key, key.schema(), key.meaning) for key in self.keys)]


def _unusable(name: str, *, known: bool) -> str:
    problem = "more than once" if known else "which this page does not have"
    return f"The link contains '{name}'{'' if known else ','} {problem}; it was ignored."


class Modes:
    """The codec of a page of several modes: the key ``mode`` says which of them reads the rest; the first is the default."""

    def __init__(self, modes: Mapping[str, Codec[Any]]) -> None:
        self.modes = modes

    def _of(self, mode: object) -> Codec[Any]:
        return self.modes.get(str(mode), next(iter(self.modes.values())))

    def encode(self, state: Any) -> str:
        return self._of(state.mode).encode(state)

    def decode(self, query: Mapping[str, object]) -> tuple[Any, list[str]]:
        """As a codec does; keys of other modes are passed over where they could be meant."""
        codec = self._of(query.get("mode", ""))
        others = {key.key: key for mode in self.modes.values() for key in mode.keys if key.key not in codec.names}
        meant = {name for name, text in query.items() if name in others and isinstance(text, str) and others[name].fits(text)}
        return codec.decode({name: text for name, text in query.items() if name not in meant})

    def from_link(self, link: str) -> Any:
        return self.decode(dict(parse_qsl(link.removeprefix("?"))))[0]

    def parameters(self) -> list[Parameter]:
        merged: dict[str, Parameter] = {}
        for codec in self.modes.values():
            merged |= {parameter[0]: parameter for parameter in codec.parameters() if parameter[0] not in merged}
        return list(merged.values())


def whole_number(text: str) -> int | None:
    """The whole number that a text is; None where it is none, or longer than any that is needed."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else None


def titles(labels: Mapping[str, str]) -> Callable[[Any], str]:
    """Options in words by their codes; an option without one stands for itself."""
    return lambda code: labels.get(code, str(code))


def numbers(low: int, high: int) -> Sequence[int]:
    """The whole numbers from ``low`` to ``high``."""
    return range(low, high + 1)
