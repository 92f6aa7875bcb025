"""The query language over deals: words about deals say which, all other words say whose."""

from tinycrm.domain.clean import fold
from tinycrm.domain.filter import And, FilterError, Not, Term, Tree, show, terms
from tinycrm.errors import InvalidError
from tinycrm.queries import words
from tinycrm.queries.condition import Condition, Context, begins, either, every, negated
from tinycrm.queries.deal_word import ROTTING, STAGE, WORDS, is_rotting
from tinycrm.queries.stage import stages
from tinycrm.store.reader import Reader

# these words say themselves whether a deal is open
_OF_ANY_STATUS = frozenset({"deal", "stage", "ref"})
_BY_NAME = {word.name: word for word in (STAGE, *WORDS)}


def condition(tree: Tree, context: Context) -> Condition:
    """The tree as a condition on the deal `d` in its stage `st`; true when the tree is empty.

    A bare word is one of the title's or of a contact's names; `rotting` alone means what it says. Raises FilterError
    as `words.condition`.
    """
    if isinstance(tree, Term):
        return _term(tree, context)
    if isinstance(tree, Not):
        return negated(condition(tree.part, context))
    return (every if isinstance(tree, And) else either)(condition(part, context) for part in tree.parts)


def completions(reader: Reader, typed: str) -> list[str]:
    """How the filter word being typed could go on, as `words.completions`; stages are those of deals alone."""
    signs, colon, value = typed.rpartition(":")
    if not colon or signs.rpartition(":")[2].lower() != STAGE.name:
        return words.completions(reader, typed)
    names = ("-".join(each.name.lower().split()) for each in stages(reader))
    return [f"{signs}:{name}" for name in names if fold(name).startswith(fold(value))]


def is_of_any_status(tree: Tree) -> bool:
    """Whether a filter speaks of deals that are closed too, so that not only open ones are looked at."""
    return any(each.name in _OF_ANY_STATUS for each in terms(tree))


def _term(term: Term, context: Context) -> Condition:
    if not term.name:
        return is_rotting(context) if term.value.lower() == ROTTING else _bare(term, context)
    word = _BY_NAME.get(term.name)
    if term.name == "ref" and term.value[:1].lower() == "d" and term.value[1:].isdecimal():
        return Condition("d.id = ?", (int(term.value[1:]),))
    if word is None:
        return _whose(words.condition(term, context))
    text, _, value_at = term.place or (show(term), 0, len(term.name) + 1)
    try:
        if word.present and term.value.lower() in (words.NONE, words.ANY):
            present = Condition(word.present)
            return negated(present) if term.value.lower() == words.NONE else present
        return word.build(term.value, context)
    except InvalidError as error:
        raise FilterError(str(error), text, value_at) from None


def _bare(term: Term, context: Context) -> Condition:
    named = _whose(words.condition(term, context))
    return either((named, begins("d.title", term.value))) if fold(term.value) else named


def _whose(condition: Condition) -> Condition:
    sql = f"""d.id IN (SELECT x.deal_id FROM deal_contact x JOIN contact c ON c.id = x.contact_id
        WHERE {condition.sql})"""
    return Condition(sql, condition.parameters)
