from tests.services.demo.conftest import Filled


def test_people_want_believably(filled: Filled) -> None:
    reader = filled(600)
    count = "SELECT count(*) FROM want WHERE"
    assert 0.15 < reader.value(f"{count} 1") / 600 < 0.4
    for where in ("title IS NULL", "found_at IS NULL AND dropped_on IS NULL", "told_on IS NOT NULL",
                  "dropped_on IS NOT NULL", "max_price > 0", "until > '2026-11-24'"):  # fmt: skip
        assert reader.value(f"{count} {where}") > 0
    assert reader.value(f"{count} substr(created_at, 1, 10) > '2026-11-24' OR found_at < created_at") == 0


def test_nobody_who_is_gone_wants_anything(filled: Filled) -> None:
    sql = """SELECT w.id FROM want w JOIN contact c ON c.id = w.contact_id
        WHERE c.deceased_on IS NOT NULL OR c.do_not_contact OR c.archived"""
    assert filled(600).values(sql) == []
