"""One page, and the few addresses around it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from heelwise.errors import HeelwiseError
from heelwise.web.answers import forget_answers, show_answer
from heelwise.web.form_layout import lay_out_form
from heelwise.web.forms import (
    LENGTH_UNITS,
    MASS_UNITS,
    QuestionForm,
    default_values,
    switched_units,
    values_of,
    values_of_person,
)
from heelwise.web.profiles import StoredQuestion, forget_profile, load_profile, load_question, save_question

UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the question and, when one was asked, its answer; take a new question."""
    return take_question(request) if request.method == "POST" else show_page(request)


def show_page(request: HttpRequest) -> HttpResponse:
    """Render the stored question with its answer, or the first form."""
    try:
        question = load_question()
    except HeelwiseError as error:
        return render_page(request, QuestionForm(initial=default_values()), problem=error.text.render(_))
    if question is None:
        person = load_profile()  # told to the command line, perhaps
        known = values_of_person(person) if person else {}
        return render_page(request, QuestionForm(initial={**default_values(), **known}))
    form = QuestionForm(initial=values_of(question))
    try:
        return render_page(request, form, question=question, answer=answer_of(question))
    except HeelwiseError as error:
        return render_page(request, form, question=question, problem=error.text.render(_))


def take_question(request: HttpRequest) -> HttpResponse:
    """Check and store a question, then send the browser to its answer; or say what to mend."""
    wanted = request.POST.get("switch_units", "")
    form = QuestionForm(request.POST)
    if wanted:
        length, mass = form.units
        length, mass = wanted if wanted in LENGTH_UNITS else length, wanted if wanted in MASS_UNITS else mass
        return render_page(
            request, QuestionForm(initial=switched_units(request.POST.dict(), length, mass)), editing=True
        )
    form.full_clean()
    if form.too_young:
        return render(request, "web/young.html", {"sentence": form.too_young})
    if form.question:
        try:
            answer_of(form.question)
            save_question(form.question)
        except HeelwiseError as error:
            form.show_error(error)
        else:
            return HttpResponseRedirect(reverse("page") + "#answer")
    return render_page(request, form, editing=True, status=UNPROCESSABLE)


def answer_of(question: StoredQuestion) -> dict[str, Any]:
    """Return the laid-out answer to a question."""
    return show_answer(question.person, question.shoes, question.hours_s, get_language() or "")


def render_page(
    request: HttpRequest,
    form: QuestionForm,
    *,
    question: StoredQuestion | None = None,
    answer: dict[str, Any] | None = None,
    problem: str = "",
    editing: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Render the one page."""
    context = {
        "form": lay_out_form(form),
        "question": question,
        "answer": answer,
        "problem": problem,
        "folded": answer is not None and not editing,
    }
    return render(request, "web/page.html", context, status=status)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Remove everything the page knows about the person."""
    forget_profile()
    forget_answers()
    return redirect("forgotten")


@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """Say that nothing is left."""
    return render(request, "web/forgotten.html")


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the server is up; nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Send browsers that ask for the old address to the plumb line."""
    return redirect(static("web/plumb.svg"))


def _notice(request: HttpRequest, title: str, sentence: str, status: int) -> HttpResponse:
    return render(request, "web/notice.html", {"title": title, "sentence": sentence}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request we do not take: a foreign host, or one that is malformed."""
    return HttpResponse(
        _("This request cannot be answered here."), status=400, content_type="text/plain; charset=utf-8"
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address we do not have."""
    return _notice(request, _("Nothing here"), _("This address leads nowhere. The first page has everything."), 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours without repeating what was asked."""
    return _notice(
        request,
        _("Something went wrong"),
        _("That is our fault, not yours. Nothing you told us was changed."),
        500,
    )


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that did not come from our own page."""
    return _notice(
        request,
        _("Please send the form again"),
        _("It did not come from this page, or the page was open for very long."),
        403,
    )
