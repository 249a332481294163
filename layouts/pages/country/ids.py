"""The identifiers of the components of the page of a country."""

LINK, COMPARE, COMPARE_LINK, PLACE = "country-link", "country-compare", "country-compare-link", "country-place"
