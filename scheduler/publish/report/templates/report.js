"use strict";
// Who is on now, and what a cell says at length. It reads what stands on the page, and sends nothing anywhere.
(() => {
  const all = (where, what) => [...where.querySelectorAll(what)];
  const zone = document.body.dataset.zone;
  const days = all(document, ".day");
  const tip = document.getElementById("tip");
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const date = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const at = minute => clock.format(minute * 60000);
  const text = node => node.textContent.replace(/\s+/g, " ").trim();
  const spans = path => path ? [...path.getAttribute("d").matchAll(/M(\d+) \d+H(\d+)/g)].map(m => [+m[1], +m[2]]) : [];

  // Stretches of a row's shift in order of time: on the phone, lunches, activities, and breathers in the gaps between.
  function parts(row) {
    const begin = +row.closest(".day").dataset.first;
    const found = [];
    let last = null;
    const known = [...spans(row.querySelector(".w")).map(s => [...s, {{ say("on the phone")|tojson }}]),
      ...spans(row.querySelector(".l")).map(s => [...s, {{ say("lunch")|tojson }}]),
      ...spans(row.querySelector(".m")).map(s => [...s, {{ say("activity")|tojson }}])].sort((a, b) => a[0] - b[0]);
    for (const [from, to, what] of known) {
      if (last !== null && from > last) found.push([last + begin, from + begin, {{ say("breather")|tojson }}]);
      found.push([from + begin, to + begin, what]);
      last = to;
    }
    return found;
  }

  const name = row => text(row.cells[0]);
  const shift = row => text(row.cells[1]).replace(/^\S+ /, "");
  const said = part => `${part[2]} ${at(part[0])}–${at(part[1])}`;

  function now() {
    const line = document.getElementById("now");
    const minute = Math.floor(Date.now() / 60000);
    const today = date.format(Date.now());
    const { first, last } = document.body.dataset;
    const here = `{{ say("{clock} in {zone}", clock="${at(minute)}", zone="${zone}")|safe }}`;
    for (const th of all(document, ".rota thead th[data-d]")) {
      const day = document.getElementById(`d${th.dataset.d}`);
      const isToday = Boolean(day) && day.dataset.date === today;
      th.classList.toggle("today", isToday);
      if (isToday) th.setAttribute("aria-current", "date"); else th.removeAttribute("aria-current");
    }
    const day = days.find(d => minute >= +d.dataset.first && minute < +d.dataset.first + +d.dataset.minutes);
    if (day) {
      const there = [], away = [], busy = [];
      for (const row of all(day, "tr[data-o]")) {
        const part = parts(row).find(p => p[0] <= minute && minute < p[1]);
        if (!part) continue;
        if (part[2] === {{ say("on the phone")|tojson }}) there.push(`${name(row)} (${shift(row)})`);
        else (part[2] === {{ say("activity")|tojson }} ? busy : away).push(`{{ say("{name} ({what} until {clock})", name="${name(row)}", what="${part[2]}", clock="${at(part[1])}")|safe }}`);
      }
      const few = list => list.length > 40 ? `{{ say("{names} and {count} more", names="${list.slice(0, 40).join(\", \")}", count="${list.length - 40}")|safe }}` : list.join(", ");
      line.textContent = `{{ say("Now, {day}, {here}: {count} on the phone", day="${day.dataset.title}", here="${here}", count="${there.length}")|safe }}`
        + (there.length ? `: ${few(there)}` : "") + (away.length ? `; {{ say("in a break: {names}", names="${few(away)}")|safe }}` : "")
        + (busy.length ? `; {{ say("in an activity: {names}", names="${few(busy)}")|safe }}` : "") + ".";
    } else if (today < first) line.textContent = `{{ say("Now it is {here}; this rota begins on {day}.", here="${here}", day=first)|safe }}`;
    else if (today > last) line.textContent = `{{ say("Now it is {here}; this rota ended on {day}.", here="${here}", day=last)|safe }}`;
    else line.textContent = `{{ say("Now, {here}: closed, nobody works.", here="${here}")|safe }}`;
    line.hidden = false;
  }

  function show(words, box) {
    tip.textContent = words;
    tip.hidden = false;
    const size = tip.getBoundingClientRect();
    const left = Math.min(Math.max(box.left, 4), innerWidth - size.width - 4);
    const below = box.bottom + 6 + size.height < innerHeight;
    tip.style.left = `${Math.max(left, 4)}px`;
    tip.style.top = `${below ? box.bottom + 6 : Math.max(box.top - size.height - 6, 4)}px`;
  }

  function hide() {
    tip.hidden = true;
    for (const marked of all(document, ".at")) marked.classList.remove("at");
  }

  // Of a cell of the rota: who, when, which breaks.
  function ofCell(cell) {
    const row = cell.parentNode, head = cell.closest("table").tHead.rows[0].cells[cell.cellIndex];
    const who = row.dataset.o === undefined ? text(row.cells[0]) : name(row);
    const marks = all(cell, "i").map(mark => mark.title);
    if (head.dataset.d === undefined || row.dataset.o === undefined) return `${who}, ${text(head)}: ${text(cell) || "–"}`;
    const times = all(cell, "b").length ? text(cell).replace(/^\S+ |[■♥▼]/g, "") : text(cell).replace(/[■♥▼]/g, "");
    const found = all(document, `#d${head.dataset.d} tr[data-o="${row.dataset.o}"]`).filter(r => times.includes(shift(r)));
    const breaks = found.flatMap(parts).filter(p => p[2] !== {{ say("on the phone")|tojson }}).map(said);
    return [`${who}, ${text(head)}: ${times || {{ say("no shift")|tojson }}}`, ...breaks, ...marks].join("\n");
  }

  function ofPart(row, number) {
    const part = parts(row)[number];
    return `${name(row)}: ${part ? said(part) : shift(row)}\n{{ say("shift {times}", times="${shift(row)}")|safe }}; ${text(row.cells[3]) || {{ say("no breaks")|tojson }}}`;
  }

  document.addEventListener("pointermove", event => {
    const cell = event.target.closest && event.target.closest(".rota tbody td, .day tr[data-o] > *");
    if (!cell) { if (!document.querySelector(".at")) hide(); return; }
    if (cell.closest(".rota")) return show(ofCell(cell), cell.getBoundingClientRect());
    const row = cell.parentNode, box = cell.getBoundingClientRect();
    let number = -1;
    if (cell.className === "p") {
      const day = row.closest(".day").dataset;
      const minute = +day.first + (event.clientX - box.left) / box.width * day.minutes;
      number = parts(row).findIndex(p => p[0] <= minute && minute < p[1]);
    }
    show(ofPart(row, number), { left: event.clientX + 8, top: box.top, bottom: box.bottom });
  });

  // The arrow keys go from cell to cell of the rota, and from row to row and break to break of a day.
  for (const area of all(document, ".scroll, .day > div")) {
    const rows = all(area, ".scroll tbody tr, tr[data-o]");
    const isRota = area.className === "scroll";
    let row = -1, column = 0;
    area.setAttribute("aria-describedby", "tip");
    area.addEventListener("keydown", event => {
      const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key];
      if (event.key === "Escape") hide();
      if (!step || !rows.length) return;
      event.preventDefault();
      const isFirst = row < 0;
      row = Math.min(Math.max(row + (isFirst ? 1 : step[0]), 0), rows.length - 1);
      const most = isRota ? rows[row].cells.length - 1 : parts(rows[row]).length - 1;
      column = Math.min(Math.max(column + (isFirst ? Number(isRota) : step[1]), Number(isRota)), Math.max(most, 0));
      hide();
      const marked = isRota ? rows[row].cells[column] : rows[row];
      marked.classList.add("at");
      marked.scrollIntoView({ block: "nearest", inline: "nearest" });
      show(isRota ? ofCell(marked) : ofPart(marked, column), marked.getBoundingClientRect());
    });
    area.addEventListener("blur", hide);
  }

  now();
  setInterval(now, 30000);
})();
