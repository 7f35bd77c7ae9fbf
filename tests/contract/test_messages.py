"""Every sentence people read is in the message template that translators start from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "src" / "heelwise" / "locale" / "django.pot"


def read_messages(path: Path) -> set[str]:
    with path.open("rb") as file:
        return {str(message.id) for message in read_po(file) if message.id}


def test_the_message_template_is_current(tmp_path: Path) -> None:
    fresh = tmp_path / "django.pot"
    subprocess.run([sys.executable, ROOT / "tools" / "renew_messages.py", fresh], cwd=ROOT, check=True)
    found, kept = read_messages(fresh), read_messages(TEMPLATE)
    assert len(found) > 100
    assert found == kept, "run `make messages`"
