"""``python -m heelwise``: the same as the command ``heelwise``."""

from __future__ import annotations

from heelwise.cli import main

if __name__ == "__main__":
    main()
