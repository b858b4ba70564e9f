// Prints what ical.js reads in the calendar files named on the command line, as JSON: one list of events a file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const modules = createRequire(join(process.env.ICAL_JS, "package.json"));
const { default: ICAL } = await import(pathToFileURL(modules.resolve("ical.js")));

const read = (file) => {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      summary: event.summary,
      description: event.description ?? "",
      category: component.getFirstPropertyValue("categories"),
      sequence: event.sequence,
    };
  });
};
console.log(JSON.stringify(process.argv.slice(2).map(read)));
