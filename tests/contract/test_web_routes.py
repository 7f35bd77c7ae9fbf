"""Every address answers what it should, to whom it should, with the headers that keep a page private."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.fixtures.web.question_data import filled

from heelwise.web.bootstrap import prepare_django

prepare_django()
pytestmark = pytest.mark.django_db(transaction=True)

POLICY = {
    "default-src 'self'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}
STATIC = ("web/heelwise.css", "web/plumb.svg")


@pytest.fixture(autouse=True)
def made_up_answer(settings: Any) -> Any:
    from heelwise.web.answers import forget_answers

    settings.HEELWISE_ANSWERER = "tests.fixtures.web.fixture_answer.why"
    forget_answers()
    yield
    forget_answers()


@pytest.fixture
def browser() -> Any:
    from django.test import Client

    return Client(headers={"host": "localhost"})


def every_response(browser: Any) -> dict[str, Any]:
    """Return one response of every route and kind."""
    from django.templatetags.static import static
    from django.test import Client

    found = {
        "empty page": browser.get("/"),
        "wrong form": browser.post("/", filled(height="1.68")),
        "switched units": browser.post("/", filled(switch_units="in")),
        "too young": browser.post("/", filled(age_years="12")),
        "redirect": browser.post("/", filled()),
        "answer": browser.get("/"),
        "no csrf": Client(enforce_csrf_checks=True, headers={"host": "localhost"}).post("/", filled()),
        "forgotten": browser.get("/forgotten/"),
        "health": browser.get("/healthz/"),
        "favicon": browser.get("/favicon.ico"),
        "nothing here": browser.get("/no-such-place/"),
        "wrong method": browser.put("/"),
        "foreign host": browser.get("/", headers={"host": "evil.example"}),
    }
    for name in STATIC:
        found[name] = browser.get(static(name))
    found["forget"] = browser.post("/forget/")
    return found


EXPECTED = {
    "empty page": 200,
    "wrong form": 422,
    "switched units": 200,
    "too young": 200,
    "redirect": 302,
    "answer": 200,
    "no csrf": 403,
    "forgotten": 200,
    "health": 200,
    "favicon": 302,
    "nothing here": 404,
    "wrong method": 405,
    "foreign host": 400,
    "forget": 302,
    **dict.fromkeys(STATIC, 200),
}


def test_every_route_answers_what_it_should(browser: Any) -> None:
    assert {name: r.status_code for name, r in every_response(browser).items()} == EXPECTED


def test_every_route_of_the_project_is_tried() -> None:
    from heelwise.web.urls import urlpatterns

    tried = {"page", "forget", "forgotten", "healthz", "favicon"}
    assert {pattern.name for pattern in urlpatterns} == tried


def test_every_response_carries_the_strict_policy(browser: Any) -> None:
    for name, response in every_response(browser).items():
        policy = {part.strip() for part in response.headers.get("Content-Security-Policy", "").split(";")}
        assert policy == POLICY, name
        assert response.headers["X-Content-Type-Options"] == "nosniff", name
        assert response.headers["Referrer-Policy"] == "same-origin", name


def test_every_page_stays_out_of_caches_and_says_nothing_personal_in_its_address(browser: Any) -> None:
    for name, response in every_response(browser).items():
        if name not in STATIC:
            assert "no-store" in response.headers["Cache-Control"], name
        assert "168" not in response.headers.get("Location", ""), name


def test_every_page_is_free_of_inline_styles_scripts_and_foreign_addresses(browser: Any) -> None:
    for name, response in every_response(browser).items():
        if response.headers.get("Content-Type", "").startswith("text/html"):
            page = response.content.decode()
            assert " style=" not in page, name
            assert "<style" not in page, name
            assert "<script" not in page, name
            assert "src=" not in page, name
            for link in page.split('href="')[1:]:
                address = link.split('"')[0]
                if address.startswith("http"):
                    assert 'rel="noopener noreferrer"' in link.split(">")[0], (name, address)


@pytest.mark.parametrize("host", ["evil.example", "heelwise.evil.example", "localhost.evil.example", "192.168.0.7"])
def test_every_foreign_host_is_refused_on_every_address(browser: Any, host: str) -> None:
    for path in ("/", "/forgotten/", "/healthz/", "/static/web/heelwise.css", "/favicon.ico"):
        assert browser.get(path, headers={"host": host}).status_code == 400, path
    assert browser.post("/", filled(), headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:9", "[::1]:9"])
def test_every_loopback_name_is_served(browser: Any, host: str) -> None:
    assert browser.get("/healthz/", headers={"host": host}).status_code == 200


def test_every_post_without_our_token_or_from_elsewhere_is_refused() -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    token = str(strict.get("/").context["csrf_token"])
    for path in ("/", "/forget/"):
        assert strict.post(path, filled()).status_code == 403
        foreign = {"origin": "http://evil.example"}
        assert strict.post(path, filled(csrfmiddlewaretoken=token), headers=foreign).status_code == 403
        assert strict.post(path, filled(csrfmiddlewaretoken="x" * 64)).status_code == 403
    assert strict.post("/", filled(csrfmiddlewaretoken=token)).status_code == 302


def test_every_answer_is_shown_after_the_redirect_and_the_form_comes_back_filled(browser: Any) -> None:
    assert browser.post("/", filled()).headers["Location"] == "/#answer"
    page = browser.get("/").content.decode()
    for words in ('id="answer"', 'value="168"', "stiletto 9 cm", "This is not a diagnosis", "<svg"):
        assert words in page, words


def test_every_pregnant_person_gets_no_load_figures_and_the_reason(browser: Any) -> None:
    browser.post("/", filled(pregnant="on"))
    page = browser.get("/").content.decode()
    assert "What your lower back carries" not in page
    assert "Load figures are off" in page


def test_every_child_gets_a_kind_page_without_figures_and_nothing_is_kept(browser: Any) -> None:
    page = browser.post("/", filled(age_years="12")).content.decode()
    assert "parent" in page
    assert 'id="answer"' not in page
    assert 'id="answer"' not in browser.get("/").content.decode()


def test_forgetting_empties_the_page(browser: Any) -> None:
    browser.post("/", filled())
    browser.post("/forget/")
    page = browser.get("/").content.decode()
    assert 'id="answer"' not in page
    assert 'value="168"' not in page


def test_a_person_told_to_the_terminal_fills_the_page(browser: Any) -> None:
    from heelwise.body import Person
    from heelwise.web.profiles import save_profile

    browser.post("/forget/")
    save_profile(Person(age_years=45, height_m=1.72, mass_kg=80, sex="female"))
    page = browser.get("/").content.decode()
    assert 'id="answer"' not in page
    assert 'value="172"' in page
    assert 'value="80"' in page


def test_every_wrong_value_is_told_beside_its_field(browser: Any) -> None:
    page = browser.post("/", filled(height="1.68")).content.decode()
    assert 'id="height-error"' in page
    assert 'aria-describedby="height-error"' in page
    assert 'value="1.68"' in page


@pytest.mark.parametrize("value", ["NaN", "1e999", "<script>alert(1)</script>", "٣", "9" * 200, "\x00", "--5"])
def test_every_strange_value_is_answered_without_a_traceback(browser: Any, value: str) -> None:
    for field in filled():
        response = browser.post("/", filled(**{field: value}))
        assert response.status_code in {200, 302, 422}, field
        assert b"<script>alert" not in response.content


@pytest.mark.parametrize("field", ["length_unit", "mass_unit", "shoe_size_system"])
def test_every_unknown_choice_is_told_though_its_field_has_no_place_for_it(browser: Any, field: str) -> None:
    response = browser.post("/", filled(**{field: "furlong"}))
    assert response.status_code == 422
    assert "furlong is not one of the available choices" in response.content.decode()


def test_every_fault_of_the_store_is_told_on_the_page(browser: Any) -> None:
    from django.db import connection

    browser.post("/", filled())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE web_profile SET height_m = 9")
    page = browser.get("/")
    assert page.status_code == 200
    assert "Height is 900 cm" in page.content.decode()
    assert browser.post("/", filled()).status_code == 302


REFUSED = """
from heelwise.web.profiles import ready_store
ready_store()
from django.test import Client
browser = Client(headers={"host": "localhost"})
print(browser.get("/", headers={"host": "evil.example"}).status_code, end=" ")
print(browser.post("/", {"a": "x" * 100_000}).status_code, end=" ")
print(browser.post("/", {"height": "1.68"}).status_code, end=" ")
print(Client(enforce_csrf_checks=True, headers={"host": "localhost"}).post("/", {}).status_code, end=" ")
print(browser.put("/").status_code, browser.get("/no-such-place/").status_code, end="")
"""


def test_every_refused_request_is_answered_without_a_report(tmp_path: Path) -> None:
    environment = {**os.environ, "HEELWISE_DATA": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", REFUSED], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "400 400 422 403 405 404"
    assert done.stderr == ""


def test_every_head_request_gets_headers_only() -> None:
    from heelwise.web.wsgi import application

    for path in ("/", "/forgotten/", "/no-such-place/"):
        environment = {
            "REQUEST_METHOD": "HEAD",
            "PATH_INFO": path,
            "HTTP_HOST": "localhost",
            "wsgi.input": io.BytesIO(),
        }
        environment |= {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http"}
        answered: dict[str, str] = {}
        body = application(environment, lambda _status, headers, kept=answered: kept.update(headers))
        assert b"".join(body) == b"", path
        assert int(answered["Content-Length"]) > 0, path


def test_an_empty_post_is_answered_with_the_form(browser: Any) -> None:
    assert browser.post("/", {}).status_code == 422
