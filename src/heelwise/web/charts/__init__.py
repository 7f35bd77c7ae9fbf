"""Charts as server-rendered SVG: strings in, markup out, one renderer for page, print and report.

Lives here: drawing. Colours come from the page's style sheet through class names; every drawing carries a
title and a description, and the page sets a table of the same figures beside it.
"""

from __future__ import annotations
