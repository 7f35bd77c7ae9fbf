"""What a person with a phone can do, and what the page looks like while they do it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

OpenPage = Callable[..., Any]


def ask(page: Any, *, height: str = "168", mass: str = "62") -> None:
    """Fill the form in as a person would, and send it."""
    if page.locator("details.asked").count():
        page.locator("details.asked > summary").click()
    page.get_by_label("Age", exact=True).fill("32")
    page.get_by_label("Height", exact=True).fill(height)
    page.get_by_label("Weight", exact=True).fill(mass)
    page.get_by_role("button", name="Show me").last.click()
    page.locator("#answer").wait_for()


def forget(page: Any) -> None:
    page.get_by_role("button", name="Forget my measurements").click()
    page.get_by_role("heading", name="Forgotten").wait_for()


def width_beyond(page: Any) -> int:
    """Return how far the page reaches beyond the window [CSS pixels]."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def violations(page: Any) -> list[str]:
    """Return what axe finds, text contrast of 7:1 and touch targets included."""
    from axe_playwright_python.sync_playwright import Axe

    rules = {name: {"enabled": True} for name in ("color-contrast-enhanced", "target-size")}
    results = Axe().run(page, options={"rules": rules})
    return [
        f"{found['id']}: {node['target']} {node.get('failureSummary', '')}"
        for found in results.response["violations"]
        for node in found["nodes"]
    ]


def test_a_person_can_get_an_answer_without_scripts(real_address: str, open_page: OpenPage) -> None:
    page = open_page(real_address, java_script_enabled=False)
    ask(page)
    assert page.locator(".headline").count() == 3
    assert "%" in page.locator(".big-range").first.inner_text()
    assert page.locator("#panel-shoe1 .figure").count() == 2
    assert page.locator(".look:visible").count() == 1
    assert page.locator(".claim").count() >= 5
    forget(page)


def test_a_person_can_look_at_every_shoe_without_scripts(page_address: str, open_page: OpenPage) -> None:
    page = open_page(page_address, java_script_enabled=False)
    ask(page)
    for number in (1, 2, 3):
        page.locator(f"#look-shoe{number}").check(force=True)
        assert page.locator(f"#panel-shoe{number}").is_visible()
        assert page.locator(".look:visible").count() == 1
    forget(page)


def test_a_person_can_switch_units_and_keep_what_was_typed(page_address: str, open_page: OpenPage) -> None:
    page = open_page(page_address, java_script_enabled=False)
    page.get_by_label("Height", exact=True).fill("168")
    page.get_by_role("button", name="in", exact=True).click()
    assert page.get_by_label("Height", exact=True).input_value() == "66.1"
    assert page.get_by_label("Heel height").first.input_value() == "3.5"
    page.get_by_role("button", name="cm", exact=True).click()
    assert float(page.get_by_label("Height", exact=True).input_value()) == pytest.approx(168, abs=0.2)


def test_a_person_can_send_the_form_with_the_enter_key(page_address: str, open_page: OpenPage) -> None:
    page = open_page(page_address)
    page.get_by_label("Age", exact=True).fill("32")
    page.get_by_label("Height", exact=True).fill("168")
    page.get_by_label("Weight", exact=True).fill("62")
    page.get_by_label("Weight", exact=True).press("Enter")
    page.locator("#answer").wait_for()
    forget(page)


def test_a_person_can_find_what_to_mend(page_address: str, open_page: OpenPage) -> None:
    page = open_page(page_address)
    page.get_by_label("Age", exact=True).fill("32")
    page.get_by_label("Height", exact=True).fill("1.68")
    page.get_by_label("Weight", exact=True).fill("62")
    page.get_by_role("button", name="Show me").last.click()
    assert "metres" in page.locator("#height-error").inner_text()
    assert violations(page) == []


def test_a_child_can_find_help(page_address: str, open_page: OpenPage, screenshots: Path) -> None:
    page = open_page(page_address)
    page.get_by_label("Age", exact=True).fill("12")
    page.get_by_role("button", name="Show me").last.click()
    assert "parent" in page.locator("main").inner_text()
    assert violations(page) == []
    page.screenshot(path=screenshots / "young.png", full_page=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_person_can_read_every_page_by_day_and_by_night(
    page_address: str, open_page: OpenPage, screenshots: Path, scheme: str
) -> None:
    page = open_page(page_address, color_scheme=scheme, device_scale_factor=2)
    page.screenshot(path=screenshots / f"question-{scheme}.png", full_page=True)
    assert violations(page) == []
    ask(page)
    page.evaluate("() => document.querySelectorAll('details.twin').forEach(d => d.open = true)")
    assert violations(page) == []
    assert width_beyond(page) == 0
    page.evaluate("() => document.querySelectorAll('details.twin').forEach(d => d.open = false)")
    page.screenshot(path=screenshots / f"answer-{scheme}.png", full_page=True)
    forget(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_person_can_see_their_own_body(
    real_address: str, open_page: OpenPage, screenshots: Path, scheme: str
) -> None:
    page = open_page(real_address, color_scheme=scheme, device_scale_factor=2)
    ask(page)
    assert violations(page) == []
    assert width_beyond(page) == 0
    page.screenshot(path=screenshots / f"real-{scheme}.png", full_page=True)
    forget(page)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_a_person_can_read_without_scrolling_sideways(page_address: str, open_page: OpenPage, width: int) -> None:
    page = open_page(page_address, viewport={"width": width, "height": 700})
    assert width_beyond(page) == 0
    ask(page)
    page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")
    assert width_beyond(page) == 0
    page.evaluate("() => { document.documentElement.style.fontSize = '212%' }")
    assert width_beyond(page) == 0, "with text at 200 %"
    forget(page)


def test_a_person_can_tap_everything(page_address: str, open_page: OpenPage) -> None:
    page = open_page(page_address, viewport={"width": 320, "height": 700})
    ask(page)
    page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, select, input, summary, .chip, .check, .brand')]
        .filter(e => e.type !== 'hidden' && !e.closest('.visually-hidden') && !e.closest('.check input')
                     && e.type !== 'radio' && e.type !== 'checkbox' && e.offsetParent)
        .map(e => [e.outerHTML.slice(0, 80), Math.min(e.offsetWidth, e.offsetHeight)])
        .filter(([, size]) => size < 48)"""
    )
    assert small == []
    forget(page)


def test_a_person_can_print_every_shoe(page_address: str, open_page: OpenPage) -> None:
    page = open_page(page_address)
    ask(page)
    page.emulate_media(media="print")
    assert page.locator(".look:visible").count() == 3
    assert page.locator("details.asked").is_hidden()
    page.emulate_media(media="screen")
    forget(page)


def test_a_person_can_use_forced_colours(page_address: str, open_page: OpenPage, screenshots: Path) -> None:
    page = open_page(page_address, forced_colors="active")
    ask(page)
    page.screenshot(path=screenshots / "forced-colours.png", full_page=True)
    assert page.locator(".chart:visible").count() > 5
    forget(page)
