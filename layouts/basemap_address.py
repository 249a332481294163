"""Where a page finds the basemap: an address on our own host that changes when the outlines do."""

from etl.queries import atlas


def geometry_path() -> str:
    """The folder of the basemap's current version."""
    return f"/geo/{atlas.basemap_version()}/"
