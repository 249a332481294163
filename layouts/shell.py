"""The frame around every page: name, navigation, data version and help; and the document around that."""

import logging
from collections.abc import Sequence
from typing import Any

import dash
import dash_mantine_components as dmc
from dash import dcc, html

from layouts import browser_contract, stylesheet, theme

NAME = "Trafficking Statistics Atlas"
DESCRIPTION = "Published figures on human trafficking side by side, each with its source, year, range and caveats."
REPORT_PROBLEM = "The atlas could not answer this request. Reload the page; if it happens again, the log of the server says why."
PROBLEM, PAGES = "problem", "pages"
PROMISE = "Who says what, how certain it is, and who copied whom"
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
<body>{stylesheet.patterns()}<a class="skip" href="#main">Skip to the content</a>{{%app_entry%}}
{browser_contract.element()}<noscript><p>The atlas draws its maps in the browser and needs JavaScript for that.</p></noscript>
{{%config%}}{{%scripts%}}{{%renderer%}}</body>
</html>"""


def _header(pages: Sequence[tuple[str, str]]) -> html.Header:
    links = [html.Li(dcc.Link(name, href=path)) for name, path in pages]
    navigation = html.Nav(html.Ul(links), id=PAGES, **{"aria-label": "Pages"})
    light = dmc.ColorSchemeToggle(lightIcon="☀", darkIcon="☾", variant="subtle", color="gray", **{"aria-label": "Light or dark"})
    name = dcc.Link(NAME, href="/", className="name")
    return html.Header([name, html.Span(PROMISE, className="promise"), navigation, light], className="top")


def _footer(version: str) -> html.Footer:
    links = [html.Li(html.A(label, href=address, rel="noreferrer noopener", target="_blank")) for label, address in HELP]
    urgent = html.P("In danger, call the emergency number of the country you are in.")
    about = html.Div([html.H2("About these figures"), html.P(MEANING), html.P(["Data version ", html.Code(version, id="data-version")])])
    return html.Footer([about, html.Div([html.H2("If you need help"), urgent, html.Ul(links)])], className="bottom")


def apologise(error: Exception) -> None:
    """Show on the page that a callback failed; log why."""
    logging.getLogger("atlas").error("a callback failed", exc_info=error)
    dash.set_props(PROBLEM, {"children": dmc.Alert(REPORT_PROBLEM, color="orange", variant="light", withCloseButton=True)})


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
    }
    return dmc.MantineProvider(children, theme=look, defaultColorScheme="auto")


def shell(pages: Sequence[tuple[str, str]], version: str) -> dmc.MantineProvider:
    """The layout of the app around the page of the address; ``pages``: name and address of those in the navigation."""
    problem = html.Div(id=PROBLEM, role="alert")
    return mantine([_header(pages), problem, html.Main(dash.page_container, id="main", tabIndex=-1), _footer(version)])


def unavailable(problem: str, remedy: str) -> dmc.MantineProvider:
    """The page where the tables are missing or unreadable."""
    message = [html.H1("The atlas has no tables to show"), html.P(problem), html.P([remedy])]
    return mantine([html.Header(html.Span(NAME, className="name"), className="top"), html.Main(message, id="main", className="prose")])
