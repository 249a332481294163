"""The frame around every page: name, navigation, data version and help; and the document around that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dash
import dash_mantine_components as dmc
from dash import dcc, html

from layouts import browser_contract, stylesheet, theme
from layouts.search_field import search_field

NAME = "Trafficking Statistics Atlas"
DESCRIPTION = "Published figures on human trafficking side by side, each with its source, year, range and caveats."
PAGES = "pages"
MEANING = "Counts show what was detected, estimates what is thought to exist, ratings what governments do. They are never added up here."
HELP: tuple[tuple[str, str], ...] = (
    ("United States: National Human Trafficking Hotline", "https://humantraffickinghotline.org/"),
    ("United Kingdom: Modern Slavery and Exploitation Helpline", "https://www.modernslaveryhelpline.org/"),
    ("Europe: La Strada International, members by country", "https://www.lastradainternational.org/"),
    ("Elsewhere: International Organization for Migration, offices by country", "https://www.iom.int/where-we-work"),
)


def document() -> str:
    """The HTML document, with the style rules of the theme in its head."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>{{%metas%}}<title>{{%title%}}</title><link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
{{%css%}}<style>{stylesheet.style()}{stylesheet.marks()}</style></head>
<body>{stylesheet.patterns()}<a class="skip" href="#main">Skip to content</a>{{%app_entry%}}
{browser_contract.element()}<noscript><p>The atlas draws its maps in the browser and needs JavaScript for that.</p></noscript>
{{%config%}}{{%scripts%}}{{%renderer%}}</body>
</html>"""


Links = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Navigation:
    """Names and addresses of the pages in the navigation, and of those that only the foot of every page leads to.

    ``within``: by the address of a page in the navigation how the addresses of the pages begin that belong to it.
    """

    top: Links
    foot: Links
    within: Mapping[str, str]


def _header(pages: Navigation) -> html.Header:
    within: list[dict[str, Any]] = [{"data-within": pages.within.get(path, path)} for _, path in pages.top]
    links = [html.Li(dcc.Link(name, href=path), **own) for (name, path), own in zip(pages.top, within, strict=True)]
    pages_label: dict[str, Any] = {"aria-label": "Pages"}
    scheme_label: dict[str, Any] = {"aria-label": "Light or dark"}
    navigation = html.Nav(html.Ul(links), id=PAGES, **pages_label)
    light = dmc.ColorSchemeToggle(lightIcon="☀", darkIcon="☾", variant="subtle", color="gray", **scheme_label)
    name = dcc.Link(NAME, href="/", className="name")
    return html.Header([name, navigation, search_field(), light], className="top")


def _footer(pages: Links, version: str) -> html.Footer:
    links = [html.Li(html.A(label, href=address, rel="noreferrer noopener", target="_blank")) for label, address in HELP]
    urgent = html.P("If you are in danger, call the local emergency number.")
    further = html.Ul([html.Li(dcc.Link(name, href=path)) for name, path in pages])
    data_version = html.P(["Data version ", html.Code(version, id="data-version")])
    about = html.Div([html.H2("About these figures"), html.P(MEANING), further, data_version])
    return html.Footer([about, html.Div([html.H2("If you need help"), urgent, html.Ul(links)])], className="bottom")


def mantine(children: Any) -> dmc.MantineProvider:
    """Components in the provider of the theme of the interface."""
    look = {
        "primaryColor": "atlas",
        "primaryShade": {"light": 8, "dark": 3},
        "colors": {"atlas": list(theme.ACCENT)},
        "fontFamily": theme.FONT,
        "headings": {"fontFamily": theme.SERIF, "fontWeight": "600"},
        "defaultRadius": "sm",
        "cursorType": "pointer",
        "respectReducedMotion": True,
        # The options of a list are made when it is opened: a page has hundreds.
        "components": {"Combobox": {"defaultProps": {"keepMounted": False}}},
    }
    return dmc.MantineProvider(children, theme=look, defaultColorScheme="auto")


def frame(navigation: Navigation, version: str, content: Any) -> list[Any]:
    """What is on every page around its content."""
    printed = html.P(className="printed")  # filled when the page is printed
    return [_header(navigation), html.Main(content, id="main", tabIndex=-1), printed, _footer(navigation.foot, version)]


def shell(navigation: Navigation, version: str) -> dmc.MantineProvider:
    """The layout of the app around the page of the address."""
    return mantine(frame(navigation, version, dash.page_container))


def unavailable(problem: str, remedy: str) -> dmc.MantineProvider:
    """The page where the tables are missing or unreadable."""
    message = [html.H1("The atlas has no tables to show"), html.P(problem), html.P([remedy])]
    return mantine([html.Header(html.Span(NAME, className="name"), className="top"), html.Main(message, id="main", className="prose")])
