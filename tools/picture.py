"""One day of a report as a picture by itself: ``python -m tools.picture report.html 1 docs/images/roster.svg``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

MARGIN, HEAD, GAP = 16, 44, 6
LEGEND = """<g transform="translate({x} 16)"><rect class="work" width="24" height="12"/><text x="30" y="10">on the phone</text>
<rect class="lunch" x="110" y="0" width="23" height="12"/><text x="140" y="10">lunch</text>
<rect class="breather" x="190" y="0" width="13" height="12"/><text x="210" y="10">breather</text>
<path class="required" d="M275 9H287V3H299"/><text x="305" y="10">operators required</text></g>"""


def picture(report: str, number: int) -> str:
    """SVG of one day of a report: its coverage above its shifts.

    Raises
    ------
    SystemExit
        If the report has no such day.
    """
    days = re.findall(r'<section class="day">\n<h2>(.*?)</h2>.*?</section>', report, re.DOTALL)
    if not 1 <= number <= len(days):
        raise SystemExit(f"the report has {len(days)} days; allowed is 1 to {len(days)}, found {number}")
    section = report.split('<section class="day">')[number].split("</section>")[0]
    parts = re.findall(r'<svg viewBox="0 0 (\d+) (\d+)"[^>]*role="(?:img|group)"[^>]*>(.*?)</svg>', section, re.DOTALL)
    width, top, drawn = int(parts[0][0]) + 2 * MARGIN, HEAD, []
    for _, height, body in parts:
        drawn.append(f'<g transform="translate({MARGIN} {top})">{body}</g>')
        top += int(height) + GAP
    style = re.search(r"<style>(.*?)</style>", report, re.DOTALL)
    defs = re.search(r"<defs>.*?</defs>", report, re.DOTALL)
    assert style is not None
    assert defs is not None
    shapes = "\n".join(line for line in style[1].splitlines() if re.match(r"\.[a-z]+ \{|svg text", line))
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {top + MARGIN}" role="img" '
        f'font-family="Helvetica, Arial, sans-serif"><title>Roster of {days[number - 1]}</title>',
        f"<style>{shapes}</style>{defs[0]}", f'<rect width="{width}" height="{top + MARGIN}" fill="#fff"/>',
        f'<text x="{MARGIN}" y="27" style="font-size:15px;font-weight:600">{days[number - 1]}</text>',
        LEGEND.format(x=MARGIN + 232), *drawn, "</svg>", ""])


def main() -> None:
    """Write the picture."""
    report, number, out = sys.argv[1:]
    Path(out).write_text(picture(Path(report).read_text(encoding="utf-8"), int(number)), encoding="utf-8")


if __name__ == "__main__":
    main()
