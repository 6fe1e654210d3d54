"""What the study's figures are: means of 2016-2020, seen from the EU except for the world shares."""

from __future__ import annotations

from loaders.observing import Said

COLUMNS = ("table", "material", "stage")  # of the crosswalk
MEAN_UNTIL, MEAN = "2020", "average 2016-2020"
EU_VIEW = "EU view"


def said(locator: str, year: str = MEAN_UNTIL) -> Said:
    """A figure of a table; source and grade are the manifest's."""
    return {"source": "eu-crm-2023", "locator": locator, "as_of": year, "grade": "A"}


def noted(*parts: str | None) -> str | None:
    """What is known of the parts, in one note."""
    return "; ".join(part for part in parts if part) or None


def slug(text: str) -> str:
    """A printed wording as part of an id."""
    return "-".join(
        "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in text.lower()).split()
    )
