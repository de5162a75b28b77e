"""Search over everything: reports, kinds, districts, units; hidden things stay hidden."""

from __future__ import annotations

import re

from cityhall.service import receipts


def found(client, q: str) -> str:
    answer = client.get("/search/", {"q": q})
    assert answer.status_code == 200
    return answer.content.decode()


def reports(page: str) -> list[int]:
    return [int(one) for one in re.findall(r'class="title" href="/reports/(\d+)/"', page)]


def test_nothing_is_searched_before_anything_is_asked(town, client_as) -> None:
    for q in ("", "   ", "!!!"):
        page = found(client_as(language="en"), q)
        assert "are searched together" in page
        assert "Nothing was found" not in page


def test_reports_kinds_districts_and_units_are_found_together(filed, client_as) -> None:
    request = filed(text="چراغ کوچه خاموش است")
    page = found(client_as(), "چراغ‌ها")
    assert reports(page) == [request.pk]
    assert 'href="/report/?service=street-light"' in page
    english = client_as(language="en")
    assert 'href="/reports/?area=east"' in found(english, "east")
    assert "Lighting" in found(english, "lighting").split("Districts and units")[1]


def test_a_kind_is_found_by_its_keywords(town, client_as) -> None:
    page = found(client_as(), "تاریک")
    assert 'href="/report/?service=street-light"' in page
    assert 'href="/report/?service=pothole"' not in page


def test_a_number_finds_its_report(filed, client_as) -> None:
    first, second = filed(), filed()
    for typed in (str(first.pk), f"#{first.pk}"):
        assert reports(found(client_as(), typed)) == [first.pk]
    persian = str(second.pk).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert reports(found(client_as(), persian)) == [second.pk]
    assert reports(found(client_as(), "9" * 18)) == []
    assert reports(found(client_as(), "9" * 40)) == []


def test_a_tracking_code_leads_to_its_page_without_opening_it(filed, client_as) -> None:
    code = receipts.code_of(filed().nonce)
    page = found(client_as(language="en"), code)
    assert "This looks like a tracking code." in page
    assert f"/track/{code}" not in page
    assert "tracking code" not in found(client_as(language="en"), "light").split("</form>")[1]


def test_hidden_reports_are_not_found(filed, client_as) -> None:
    hidden = filed("conduct", text="canaryword رفتار")
    for q in ("canaryword", "رفتار", str(hidden.pk)):
        for name in ("", "road"):
            assert reports(found(client_as(name), q)) == []


def test_the_rest_is_one_step_away(filed, client_as, town) -> None:
    from cityhall.people.actor import Actor

    for number in range(12):
        filed(by=Actor(browser=str(number)))
    page = found(client_as(), "چراغ")
    assert len(reports(page)) == 10
    assert 'href="/reports/?q=%DA%86%D8%B1%D8%A7%D8%BA"' in page


def test_searching_costs_the_same_queries_however_much_is_found(
    filed, client_as, django_assert_num_queries
) -> None:
    from cityhall.people.actor import Actor

    visitor = client_as()
    for size in (1, 12):
        for number in range(size):
            filed(by=Actor(browser=f"{size}-{number}"))
        found(visitor, "چراغ")
        with django_assert_num_queries(3):
            found(visitor, "چراغ")


def test_hostile_words_are_words(filed, client_as) -> None:
    filed()
    for q in ('"', "' OR 1=1 --", "a" * 5000, "NEAR(چراغ", "<script>alert(1)</script>", "\x00چراغ"):
        page = found(client_as(), q)
        assert "<script>alert" not in page
