// From an analysis to elements. Text goes in by textContent only, so that no article can bring its own markup.
import { rememberKey } from "./api.js";
import { say, sayIfKnown } from "./i18n.js";

const BOILERPLATE = new Set(["banner", "footer", "counter"]);
export const LABELS = ["PER", "ORG", "LOC", "EVENT", "LAW", "DATE", "ANNIVERSARY"];

/** Make an element: attributes by name, children nodes or strings. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** An ISO day or moment as people here write it: 22/03/2024 10:48. */
export function written(value) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(value ?? "");
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}${parts[4] ? ` ${parts[4]}` : ""}` : null;
}

/** Words that say what is wrong, for an error element. */
function describe(refusal, own = null) {
  const words = own ?? sayIfKnown(`problem.${refusal.code}`) ?? say("problem.other");
  return [make("strong", {}, words), own === null ? ` ${refusal.message}` : ""];
}

/** Show what is wrong, and ask for a key where one is needed; `own` are words that need no detail. */
export function showRefusal(refusal, own = null) {
  const element = document.getElementById("error");
  element.replaceChildren(...describe(refusal, own));
  element.hidden = false;
  document.getElementById("key-form").hidden = refusal.code !== "unauthorized";
}

/** Keep the key that is typed into the form for one, then do `again` what was refused. */
export function onKey(again) {
  const form = document.getElementById("key-form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    rememberKey(document.getElementById("key").value);
    form.hidden = true;
    document.getElementById("error").hidden = true;
    again();
  });
}

/** The marked text, one block a zone; `chosen` are spans to point out, with their hint. */
export function renderReading(analysis, text, chosen = { spans: [], hint: "" }) {
  const names = new Map(analysis.entities.map((e) => [e.entity_id, e.name]));
  const marks = [
    ...analysis.entities.map((e) => ({ ...e, kind: e.label, id: e.entity_id, hint: hintOf(e) })),
    ...analysis.dates.map((d) => ({ ...d, kind: "DATE", id: "", hint: d.value })),
    ...analysis.anniversaries.map((a) => ({ ...a, kind: "ANNIVERSARY", id: "", hint: a.event })),
    ...(analysis.coreferences ?? []).map((c) => ({ ...c, kind: "COREFERENCE", id: c.entity_id, hint: say("coreference.hint", { name: names.get(c.entity_id) ?? "" }) })),
    ...chosen.spans.map((span) => ({ ...span, kind: "CHOSEN", id: "", hint: chosen.hint })),
  ];
  const zones = analysis.zones.length ? analysis.zones : [{ start: 0, end: text.length, zone: "body" }];
  const root = make("div");
  let previous = null;
  for (const zone of zones) {
    const classes = `block ${zone.zone}${BOILERPLATE.has(zone.zone) ? " boilerplate" : ""}`;
    const block = make("div", { class: classes });
    if (zone.zone !== previous) block.append(make("span", { class: "zone" }, say(`zone.${zone.zone}`)));
    previous = zone.zone;
    block.append(...segments(text, zone, marks.filter((mark) => mark.start < zone.end && mark.end > zone.start)));
    root.append(block);
  }
  return root;
}

function hintOf(entity) {
  const hint = `${say(`label.${entity.label}`)}: ${entity.name}`;
  return entity.explanation ? `${hint} (${say("entity.maker", { name: entity.explanation.maker })})` : hint;
}

/** Cut a zone at every border of a mark; each piece bears the classes of all marks over it. */
function segments(text, zone, marks) {
  const cuts = new Set([zone.start, zone.end]);
  for (const mark of marks) {
    for (const cut of [mark.start, mark.end]) if (cut > zone.start && cut < zone.end) cuts.add(cut);
  }
  const borders = [...cuts].sort((a, b) => a - b);
  const pieces = [];
  for (let index = 0; index + 1 < borders.length; index += 1) {
    const [start, end] = [borders[index], borders[index + 1]];
    const over = marks.filter((mark) => mark.start <= start && mark.end >= end);
    const words = text.slice(start, end);
    if (!over.length) { pieces.push(words); continue; }
    const inner = over.reduce((a, b) => (b.end - b.start < a.end - a.start ? b : a));
    const classes = over.map((mark) => mark.kind);
    if (inner.start === start) classes.push("first");
    if (inner.end === end) classes.push("last");
    const id = over.find((mark) => mark.id)?.id ?? null;
    pieces.push(make("mark", { class: classes.join(" "), title: over.map((mark) => mark.hint).join(" · "), "data-entity": id, "data-start": start }, words));
  }
  return pieces;
}

/** The boxes that show and hide each kind of mark. */
export function renderLegend(analysis, onToggle) {
  const counts = Object.fromEntries(LABELS.map((label) => [label, 0]));
  for (const entity of analysis.entities) counts[entity.label] += 1;
  counts.DATE = analysis.dates.length;
  counts.ANNIVERSARY = analysis.anniversaries.length;
  return LABELS.map((label) => {
    const box = make("input", { type: "checkbox", checked: "", value: label });
    box.addEventListener("change", () => onToggle(label, box.checked));
    return make("label", {}, box, make("span", { class: `swatch ${label}` }, say(`label.${label}`)), ` ${counts[label]}`);
  });
}

/** Names grouped by label; a button leads to the next mention. */
export function renderEntities(analysis, onChoose) {
  const groups = new Map();
  for (const entity of analysis.entities) {
    const known = groups.get(entity.entity_id) ?? { ...entity, count: 0 };
    known.count += 1;
    groups.set(entity.entity_id, known);
  }
  if (!groups.size) return [make("p", { class: "quiet" }, say("entities.none"))];
  const parts = [];
  for (const label of LABELS) {
    const found = [...groups.values()].filter((entity) => entity.label === label).sort((a, b) => b.count - a.count);
    if (!found.length) continue;
    parts.push(make("h4", {}, make("span", { class: `swatch ${label}` }, say(`label.${label}`))));
    parts.push(make("ul", {}, ...found.map((entity) => {
      const count = make("span", { class: "count" }, ` ${say("entities.mentions", { n: entity.count })}`);
      const button = make("button", { type: "button" }, entity.name, count);
      button.addEventListener("click", () => onChoose(entity.entity_id));
      return make("li", {}, button);
    })));
  }
  return parts;
}

/** Tags that a click copies; `controls` (target, value, name) makes what stands beside each. */
export function renderTags(tags, onCopy, controls) {
  if (!tags.length) return [make("li", { class: "quiet" }, say("tags.none"))];
  return tags.map((tag) => {
    const broader = tag.broader?.length ? [make("span", { class: "kind" }, say("tags.broader", { name: tag.broader.join(" › ") }))] : [];
    const button = make("button", { type: "button", title: `${tag.score.toFixed(2)}` }, tag.tag, make("span", { class: "kind" }, say(`kind.${tag.kind}`)), ...broader);
    button.addEventListener("click", () => onCopy([tag.tag]));
    return make("li", {}, button, ...controls("tag", tag.tag, tag.tag));
  });
}

/** The topics of a scheme that are worth showing, best first. */
export function bestTopics(analysis, scheme) {
  return analysis.topics.filter((topic) => topic.scheme === scheme && topic.score >= 0.05).slice(0, 4);
}

/** Sections and topics with their scores; `controls` (target, value, name) makes what stands beside each section. */
export function renderTopics(analysis, controls) {
  const parts = [];
  for (const scheme of ["section", "iptc"]) {
    const found = bestTopics(analysis, scheme);
    if (!found.length) continue;
    parts.push(make("h4", {}, say(`topics.${scheme}`)));
    const judged = (topic) => {
      const buttons = scheme === "section" ? controls("section", topic.id, topic.label) : [];
      return buttons.length ? [make("span", {}, ...buttons)] : [];
    };
    parts.push(...found.map((topic) => make("div", { class: "topic" }, make("span", {}, topic.label),
      make("progress", { max: 1, value: topic.score, "aria-label": topic.label }), make("span", { class: "share" }, `${(topic.score * 100).toFixed(1)} %`), ...judged(topic))));
  }
  return parts.length ? parts : [make("p", { class: "quiet" }, say("topics.none"))];
}

export function table(headings, rows) {
  const head = make("tr", {}, ...headings.map((heading) => make("th", { scope: "col" }, heading)));
  return make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
}

export function cell(content, kind = null) {
  return make("td", { class: kind }, content ?? "");
}

export function renderAnniversaries(analysis) {
  if (!analysis.anniversaries.length) return make("p", { class: "quiet" }, say("anniversaries.none"));
  const dated = (value, inferred) => (value && inferred ? `${value} (${say("anniversaries.inferred")})` : value);
  const subjects = analysis.anniversaries.some((item) => item.subject);
  const rows = analysis.anniversaries.map((item) => make("tr", {},
    cell(item.years === null ? "" : String(item.years), "number"), cell(item.event), ...(subjects ? [cell(item.subject)] : []), cell(sayIfKnown(`type.${item.event_type}`) ?? item.event_type),
    cell(dated(item.original_date, item.inferred), "number"), cell(dated(item.observed_date, item.observed_inferred), "number"), check(item)));
  return table(["years", "event", ...(subjects ? ["subject"] : []), "type", "original", "observed", "check"].map((key) => say(`anniversaries.${key}`)), rows);
}

function check(item) {
  if (item.consistent === null) return cell(say("anniversaries.unknown"), "quiet");
  if (item.consistent) return cell(`✓ ${say("anniversaries.right")}`);
  const words = item.expected_years === null ? say("anniversaries.conflict") : say("anniversaries.wrong", { n: item.expected_years });
  return cell(`✗ ${words}`, "wrong");
}

export function renderDates(analysis) {
  if (!analysis.dates.length) return make("p", { class: "quiet" }, say("dates.none"));
  const rows = analysis.dates.map((date) => make("tr", {}, cell(date.text), cell(say(`datetype.${date.type}`)),
    cell(date.value, "number"), cell(date.interval ? date.interval.join(" → ") : "", "number"), cell(say(`role.${date.role}`)),
    cell(date.conflict ? `⚠ ${date.conflict}` : "", date.conflict ? "wrong" : null)));
  return table(["text", "type", "value", "interval", "role", "note"].map((key) => say(`dates.${key}`)), rows);
}
