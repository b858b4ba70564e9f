"""The report: one self-contained page, for the screen, the phone and paper, that opens with the rota."""

from __future__ import annotations

from scheduler.language.breaks import BREAKS
from scheduler.publish import judgement
from scheduler.publish.kinds import Kinds
from scheduler.publish.pages import digest, template, template_text
from scheduler.publish.report import drawing, figures, rota
from scheduler.publish.report.days import DayPart, day_parts
from scheduler.publish.report.queues import queue_figures, topic_figures
from scheduler.publish.report.standby import standby_rows
from scheduler.publish.standby import in_words_of_standby
from scheduler.publish.surge import surge_figures
from scheduler.publish.text import capital, one_line
from scheduler.publish.view import RosterView


def render_report(view: RosterView) -> str:
    """Render ``report.html``: what people typed is escaped, and the page may load nothing and run its own script alone."""
    kinds, language = Kinds(view.instance, view.language, view.whole_of), view.language
    standby = standby_rows(view)
    days, parts = rota.columns(view), day_parts(view, kinds, standby)
    css = template_text("report", "report.css") + _hour_lines(parts)
    script = template("report", "report.js").render(
        say=language.say, first=language.dated("y-MM-dd", view.dates[0]), last=language.dated("y-MM-dd", view.dates[-1])) + "\n"
    return template("report", "report.html.j2").render(
        language=language, say=language.say, capital=capital, dated=language.dated, figure=language.figure,
        css=css, css_digest=digest(css), script=script, script_digest=digest(script),
        hotline=one_line(view.instance.hotline.name), zone=view.instance.hotline.timezone,
        first=view.dates[0], last=view.dates[-1], sentence=judgement.in_words(view, when_unmanned=False),
        has_rotations=bool(view.instance.rotations),
        unmanned=judgement.in_words_of_unmanned(view), kinds=kinds.used(view.result.shifts), pieces=rota.pieces(view, days),
        lines=list(rota.lines(view, kinds, days)), days=parts, breather=view.instance.breaks.breathers, height=drawing.HEIGHT,
        row_height=drawing.ROW_HEIGHT, closed=[f"{day.weekday} {day.label}" for day in days if day.is_closed],
        has_activities=bool(view.instance.work_names), letters={kind: words.letter(language) for kind, words in BREAKS.items()},
        tiles=figures.tiles(view), queues=queue_figures(view), topics=topic_figures(view), terms=figures.terms(view),
        outside=view.instance.outside is not None, surges=surge_figures(view), worst=figures.worst(view),
        hours=figures.hours(view), bar_width=figures.BAR_WIDTH,
        gap=judgement.gap(view), run=view.result.run, settings=judgement.settings(view), origin=judgement.origin(view),
        standby=standby, standby_sentence=in_words_of_standby(view), interval_minutes=view.instance.grid.interval_minutes,
    )


def _hour_lines(parts: list[DayPart]) -> str:
    """A line at each full hour behind the pictures of days, for each length a day has."""
    widths = {part.minutes: 100 * 60 / max(part.minutes, 60) for part in parts}
    return "".join(f".m{minutes} .p {{ background-size: {width:.4f}% 100%; }}\n" for minutes, width in sorted(widths.items()))
