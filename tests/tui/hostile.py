"""A shop whose people, talks and follow-ups mean harm, or are merely hard to draw."""

from contextlib import closing
from pathlib import Path

from tests.conftest import NOW, TESTER
from tests.queries import people
from tinycrm.store import Store
from tinycrm.store.connection import connect

NAMES = (
    "Zed [@click=app.quit]x[/] [bold",
    "[/]",
    "李小明 渡辺 謙 Ünïcødé",
    "Á̖͌́̂̃̄̅ Zalgo",
    "👩‍👩‍👧 Family 🇬🇧",
    "W" * 200,
    "محمد O'Brien עברית",
)
LONG = "[link=http://x]" + "very long words " * 200 + "\n\n[/]" + "无空格" * 300
# what no door lets in, but another program may have put into the file
SMUGGLED = "Eve\u202eenola\x9b31m\x85"


def stock(path: Path) -> None:
    """Fill the shop at `path`."""
    with closing(Store.open(path, TESTER, lambda: NOW, lambda _: None)) as shop:
        for name in NAMES:
            made = people.add(
                shop, name, company=name, tag=["x"], likes=[f"author:{name}"[:190]], pinned=name, notes=LONG,
                phone=["mobile: 07700 900123"], address=[f"{name}, {name}"[:200]], birthday="1980-11-24",
            )  # fmt: skip
            people.log(shop, LONG, made, day="2026-11-17")
            people.remind(shop, made, "2026-11-20", name)
            people.remind(shop, made, "2026-11-24", LONG[:200])
    with closing(connect(path, write=True)) as connection:
        connection.execute("BEGIN")
        connection.execute("UPDATE contact SET name = ?, notes = ?, company = ? WHERE id = 2", (SMUGGLED,) * 3)
        connection.execute("UPDATE interaction SET text = ? WHERE id = 2", (SMUGGLED,))
        connection.execute("UPDATE reminder SET text = ? WHERE id IN (3, 4)", (SMUGGLED,))
        connection.execute("COMMIT")
