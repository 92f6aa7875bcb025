"""Any sequence of work and second thoughts ends where the replay of what stands says it must."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.conftest import NOW, TESTER
from tests.queries import people
from tests.services import undo_model as model
from tests.services.undo_model import Done, content, replayed
from tinycrm.domain.contact import Edit, edit
from tinycrm.domain.field import Field
from tinycrm.errors import RefusedError
from tinycrm.services import contact, field, interaction, reminder
from tinycrm.services.reminder import FollowUp
from tinycrm.store import Store, Transaction
from tinycrm.store.connection import PRAGMAS, SCHEMA, connect
from tinycrm.store.derived import rebuild

NAMES = st.sampled_from(["Ada Lovelace", "Zoë O'Brien", "Łukasz Žižek", "李小明"])
WORDS = st.sampled_from(["wants Nana", "rang about Zola", "ox"])
TAGS = st.lists(st.sampled_from(["regular", "vip", "crime"]), min_size=1, max_size=2, unique=True)
EMAILS = st.sampled_from(["ada@example.org", "home: zoe@example.org", "work: li@example.org"])
FIELDS = st.sampled_from(["shelf", "membership"])
PICK = st.integers(0, 3)
PICKS = st.lists(PICK, min_size=1, max_size=3)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "notes": WORDS,
        "pinned": WORDS,
        "nickname": st.sampled_from(["Ace", ""]),
        "company": st.sampled_from(["Owl & Sons", "Æther"]),
        "birthday": st.sampled_from(["10 dec", "1815-12-10"]),
        "referred_by_id": PICK,
        "likes": st.just(["author:Zola"]),
        "mailings": st.booleans(),
        "tag": TAGS,
        "email": st.lists(EMAILS, min_size=1, max_size=2),
    },
)


class Shop(RuleBasedStateMachine):
    """A shop with a history, and beside it the list of all that was done."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.shop = Store.open(path, TESTER, lambda: NOW, lambda _: None)
        self.references = model.references(self.shop.reader)
        self.done: list[Done] = []
        self.start = self.there = content(self.shop.reader)
        self.checked: model.Content = {}
        self.second = connect(path, write=True)
        for view, table in (("named", "contact_search"), ("said", "said_search")):
            self.second.execute(f"CREATE VIRTUAL TABLE temp.{view} USING fts5vocab (main, {table}, instance)")
        self.open_up()

    def teardown(self) -> None:
        self.second.close()
        self.shop.close()

    def open_up(self) -> None:
        """Two people who know each other, and were in together."""
        self.does("contact.add", lambda tx: people.add_in(tx, "Ada Lovelace", tag=["vip"], email=["ada@example.org"]))
        self.does("contact.add", lambda tx: people.add_in(tx, "Zoë O'Brien", referred_by_id=self.ids("contact")[0]))
        self.does("log", lambda tx: interaction.log(tx, interaction.Talk("visit", "2026-11-04"), self.ids("contact")))

    def ids(self, table: str) -> list[int]:
        return sorted(row_id for name, row_id in self.there if name == table)

    def some(self, table: str, picks: list[int]) -> list[int]:
        ids = self.ids(table)
        return list(dict.fromkeys(ids[pick % len(ids)] for pick in picks))

    def one(self, table: str, pick: int) -> int:
        return self.some(table, [pick])[0]

    def has(self, table: str) -> bool:
        return any(name == table for name, _ in self.there)

    def does(self, what: str, work: Callable[[Transaction], Any]) -> None:
        """An ordinary operation: what it did is seen from outside; it is in the history if it did anything."""
        last = model.newest_operation(self.shop.reader)
        with self.shop.begin(what) as tx:
            work(tx)
        after = content(self.shop.reader)
        effects = model.effects(self.there, after)
        newest = model.newest_operation(self.shop.reader)
        assert (newest > last) == bool(effects)
        if effects:
            self.done.append(Done(newest, effects, []))
        self.there = after

    def turns(self, one: Done, take: Callable[[], Any]) -> bool:
        """Undo `one`, or redo it when it is undone: refused when the model says so, or else the model's replay."""
        later = [each for each in self.done if each.id > one.id and not each.undone]
        if model.stands_in_the_way(one, later, self.there, self.references):
            with pytest.raises(RefusedError, match=rf"o{one.id} cannot be (un|re)done: o\d+ .*`tinycrm undo o\d+`"):
                take()
            assert content(self.shop.reader) == self.there
            return False
        take()
        one.chain.append(model.newest_operation(self.shop.reader))
        self.there = replayed(self.start, self.done)
        assert content(self.shop.reader) == self.there
        return True

    @rule(name=NAMES, facts=FACTS)
    def add(self, name: str, facts: dict[str, Any]) -> None:
        self.does("contact.add", lambda tx: people.add_in(tx, name, **self.typed(facts)))

    @precondition(lambda self: self.has("contact"))
    @rule(pick=PICK, facts=FACTS)
    def edit_facts(self, pick: int, facts: dict[str, Any]) -> None:
        change = edit(self.typed(facts), people.READING)
        self.does("contact.edit", lambda tx: contact.change(tx, self.one("contact", pick), change))

    @precondition(lambda self: self.has("email"))
    @rule(pick=PICK, other=st.none() | EMAILS, what=st.sampled_from(["remove", "first", "first and label"]))
    def edit_emails(self, pick: int, other: str | None, what: str) -> None:
        row = self.there["email", self.one("email", pick)]
        key = {"email": [{"key": row["key"]}]}
        typed = [f"new: {row['address']}"] if "label" in what else [other] if other else []
        added = edit({"email": typed}, people.READING).added
        change = Edit(added=added, removed=key if what == "remove" else {}, first=key if what != "remove" else {})
        self.does("contact.edit", lambda tx: contact.change(tx, row["contact_id"], change))

    @precondition(lambda self: self.has("contact"))
    @rule(picks=PICKS, names=TAGS, what=st.sampled_from(["tag", "untag", "archive", "unarchive"]))
    def bulk(self, picks: list[int], names: list[str], what: str) -> None:
        who = self.some("contact", picks)
        works: dict[str, Callable[[Transaction], Any]] = {
            "tag": lambda tx: contact.tag(tx, who, names),
            "untag": lambda tx: contact.untag(tx, who, names),
            "archive": lambda tx: contact.archive(tx, who, archived=True),
            "unarchive": lambda tx: contact.archive(tx, who, archived=False),
        }
        self.does(f"contact.{what}", works[what])

    @precondition(lambda self: self.has("contact"))
    @rule(picks=PICKS, words=st.none() | WORDS, days=st.integers(1, 3), follow_up=st.booleans())
    def log(self, picks: list[int], words: str | None, days: int, follow_up: bool) -> None:
        who = self.some("contact", picks)

        def work(tx: Transaction) -> None:
            talk = interaction.Talk("call", f"2026-11-0{days}", text=words)
            interaction_id = interaction.log(tx, talk, who)
            if follow_up:
                reminder.remind(tx, who[0], FollowUp("2026-12-01", text=words), interaction_id)

        self.does("log", work)

    @precondition(lambda self: self.has("interaction"))
    @rule(pick=PICK, words=st.none() | WORDS, joined=st.lists(PICK, max_size=2), left=st.lists(PICK, max_size=1))
    def mend(self, pick: int, words: str | None, joined: list[int], left: list[int]) -> None:
        facts = {"text": words, "day": "2026-11-05"} if words else {}
        who = self.some("contact", joined)
        gone = [contact_id for contact_id in self.some("contact", left) if contact_id not in who]
        interaction_id = self.one("interaction", pick)
        try:
            self.does("interaction.edit", lambda tx: interaction.change(tx, interaction_id, facts, who, gone))
        except RefusedError as refusal:
            if "without anybody" not in str(refusal):
                raise
        assert content(self.shop.reader) == self.there

    @precondition(lambda self: self.has("reminder"))
    @rule(pick=PICK)
    def finish(self, pick: int) -> None:
        reminder_id = self.one("reminder", pick)
        if self.shop.reader.value("SELECT done_at FROM reminder WHERE id = ?", (reminder_id,)) is None:
            self.does("done", lambda tx: people.finish_in(tx, reminder_id))

    @rule(name=FIELDS, what=st.sampled_from(["declare", "rename", "remove", "move"]), pick=PICK)
    def fields(self, name: str, what: str, pick: int) -> None:
        taken = name in [row["name"] for (table, _), row in self.there.items() if table == "field"]
        works: dict[str, Callable[[Transaction], Any]] = {
            "declare": lambda tx: field.declare(tx, name),
            "rename": lambda tx: field.rename(tx, self.one("field", pick), name),
            "remove": lambda tx: field.remove(tx, self.one("field", pick)),
            "move": lambda tx: field.move(tx, self.one("field", pick), 1),
        }
        if (what == "declare" or self.has("field")) and not (taken and what in ("declare", "rename")):
            self.does(f"field.{what}", works[what])

    @precondition(lambda self: self.has("contact") and self.has("field"))
    @rule(pick=PICK, which=PICK, value=st.sampled_from(["", "3", "4"]))
    def edit_field(self, pick: int, which: int, value: str) -> None:
        one = Field(self.one("field", which), "shelf", "text")
        change = edit({"fields": [(one, value)]}, people.READING)
        self.does("contact.edit", lambda tx: contact.change(tx, self.one("contact", pick), change))

    @precondition(lambda self: self.has("contact"))
    @rule(pick=PICK)
    def delete(self, pick: int) -> None:
        self.does("contact.delete", lambda tx: contact.delete(tx, [self.one("contact", pick)]))

    @precondition(lambda self: self.has("interaction"))
    @rule(pick=PICK)
    def delete_interaction(self, pick: int) -> None:
        self.does("interaction.delete", lambda tx: interaction.delete(tx, self.one("interaction", pick)))

    @precondition(lambda self: not all(each.undone for each in self.done))
    @rule(times=st.integers(1, 3))
    def undo(self, times: int) -> None:
        for standing in [each for each in reversed(self.done) if not each.undone][:times]:
            if not self.turns(standing, lambda: model.take_back(self.shop)):
                break

    @precondition(lambda self: any(each.undone for each in self.done))
    @rule(times=st.integers(1, 3))
    def redo(self, times: int) -> None:
        undone = [each for each in self.done if each.undone]
        for newest in sorted(undone, key=lambda each: each.chain[-1], reverse=True)[:times]:
            if not self.turns(newest, lambda: model.bring_back(self.shop)):
                break

    @rule(picks=st.lists(st.integers(0, 40), min_size=1, max_size=3))
    def undo_one(self, picks: list[int]) -> None:
        """`undo o12` of any operation, be it ordinary, an undo or a redo; now and then of one that is undone."""
        for pick in picks:
            links = [(each, place) for each in self.done for place in range(len(each.chain) + 1)]
            one, place = links[-1 - pick % len(links)]
            operation_id = [one.id, *one.chain][place]
            # an undo is an odd link of the chain; it stands while the operation is undone
            if (place % 2 == 1) == one.undone:
                self.turns(one, partial(model.take_back, self.shop, operation_id))
            else:
                with pytest.raises(RefusedError, match=f"^o{operation_id} is undone already"):
                    model.take_back(self.shop, operation_id)

    @invariant()
    def is_sound(self) -> None:
        reader = self.shop.reader
        assert reader.values("SELECT 1 FROM pragma_foreign_key_check") == []
        empty = "SELECT id FROM operation o WHERE NOT EXISTS (SELECT 1 FROM change WHERE operation_id = o.id)"
        assert reader.values(empty) == []
        assert model.is_sound(self.there, self.references)

    @invariant()
    def what_is_derived_is_true(self) -> None:
        if self.checked is not self.there:
            self.second.execute("BEGIN")
            kept = model.derived(self.second)
            rebuild(self.second)
            assert kept == model.derived(self.second)
            self.second.execute("ROLLBACK")
            self.checked = self.there

    def typed(self, facts: dict[str, Any]) -> dict[str, Any]:
        """Facts as typed, the referrer being somebody who is there."""
        if not self.has("contact"):
            return {name: value for name, value in facts.items() if name != "referred_by_id"}
        return {
            name: self.one("contact", value) if name == "referred_by_id" else value for name, value in facts.items()
        }


def test_the_shop_is_always_the_replay_of_what_stands(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # nobody pulls the plug here, or puts another file in the place of this one
    monkeypatch.setitem(PRAGMAS, "synchronous", 0)
    monkeypatch.setattr("tinycrm.store.connection.identity", lambda _: SCHEMA)
    copy = tmp_path / "shop.db"
    run_state_machine_as_test(
        lambda: Shop(Path(shutil.copy(template, copy))),  # type: ignore[arg-type]  # a factory will do
        settings=settings(max_examples=40, stateful_step_count=25),
    )


def test_a_model_that_forgets_an_operation_is_found_out() -> None:
    row = {"id": 1, "name": "Ada"}
    new = Done(1, {("contact", 1): model.Effect(None, row)}, [])
    named = Done(2, {("contact", 1): model.Effect({"name": "Ada"}, {"name": "Zoë"})}, [])
    assert replayed({}, [new, named]) == {("contact", 1): {"id": 1, "name": "Zoë"}}
    assert replayed({}, [new, Done(2, named.effects, [3])]) == {("contact", 1): row}
    assert model.stands_in_the_way(new, [named], replayed({}, [new, named]), [])
