"""The numbers of the pipeline in words, for the rows under the board."""

from datetime import date

from tinycrm.domain import money
from tinycrm.domain.money import Money, Style
from tinycrm.queries.report import Pipeline
from tinycrm.tui.dialogs.pipeline import month_name
from tinycrm.tui.widgets.likely import Numbers, Share, stay


def numbers(report: Pipeline, style: Style, today: date, stage: str) -> Numbers:
    """What is told under the board; `stage` is the name of the column in hand."""
    months = [each for each in report.months if each.month and each.weighted.minor]
    most = max((each.weighted.minor for each in months), default=1)
    days = next((each.median_days for each in report.stages if each.name == stage), None)
    return Numbers(
        amount(report.open.weighted, style),
        amount(report.open.value, style),
        report.open.deals,
        [
            Share(month_name(each.month, today), amount(each.weighted, style), 100 * each.weighted.minor // most)
            for each in months
        ],
        len(report.rotting),
        report.without_next,
        report.won.rate,
        stay(stage, days),
    )


def amount(value: Money, style: Style) -> str:
    """An amount without pence."""
    return money.show(value, style, pence=False)
