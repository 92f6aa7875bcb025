from tests.services.demo.conftest import Filled
from tinycrm.services.demo import books
from tinycrm.services.demo.purchase import STRIDE


def test_people_bought_believably(filled: Filled) -> None:
    reader = filled(600)
    lines = reader.value("SELECT count(*) FROM line")
    assert 3 < lines / 600 < 9
    assert reader.value("SELECT count(*) FROM purchase WHERE contact_id IS NULL") > 50
    assert reader.value("SELECT count(*) FROM line WHERE quantity < 0") > 5
    assert reader.value("SELECT max(day) FROM purchase") <= "2026-11-24"
    assert len(reader.values("SELECT DISTINCT channel FROM purchase")) == 4


def test_nobody_buys_the_same_book_twice(filled: Filled) -> None:
    sql = """SELECT count(*) FROM purchase p JOIN line l ON l.purchase_id = p.id WHERE quantity > 0
        AND contact_id IS NOT NULL GROUP BY contact_id, title_key, author_key ORDER BY 1 DESC"""
    assert filled(600).value(sql) <= 2
    assert len(books.BOOKS) % STRIDE


def test_what_came_back_refers_to_what_was_sold(filled: Filled) -> None:
    wrong = """SELECT b.id FROM line b LEFT JOIN line l ON l.id = b.returns_id JOIN purchase p ON p.id = b.purchase_id
        JOIN purchase s ON s.id = l.purchase_id WHERE b.quantity < 0
        AND (l.title <> b.title OR p.contact_id IS NOT s.contact_id OR p.day < s.day)"""
    assert filled(600).values(wrong) == []
    assert filled(600).values("SELECT id FROM line WHERE quantity < 0 AND returns_id IS NULL") == []


def test_those_who_like_an_author_bought_some(filled: Filled) -> None:
    sql = """SELECT count(*) FROM line l JOIN purchase p ON p.id = l.purchase_id JOIN contact c ON c.id = p.contact_id
        WHERE c.name = 'Ada Lovelace' AND l.author = 'Zola'"""
    assert filled().value(sql) > 3
