// The anniversaries that come up: filters, rows with their sources, and the files for calendars and feed readers.
import { download, fetchList, fetchNext, queryOf } from "./api.js";
import { say, sayIfKnown } from "./i18n.js";
import { cell, make, table, written } from "./render.js";

const at = (id) => document.getElementById(id);
const FORMATS = ["csv", "ics", "atom"];
const TYPES = ["birth", "death", "founding", "liberation", "victory", "tradition_day", "wedding", "diplomatic", "other"];
const FIELDS = ["first", "last", "round", "type", "region", "event", "seed"];
const NAMED_REGIONS = ["vn", "international"];
const LISTED = 50;

/** Start the section; `guarded` runs work and shows what goes wrong. Returns how to ask anew and how to draw anew. */
export function startCalendar(guarded) {
  const shown = { page: null, items: [], asked: 0 };

  function find() {
    return guarded(async () => {
      const parameters = readFilters();
      for (const format of FORMATS) at(format).href = `v1/anniversaries?${queryOf({ ...parameters, format })}`;
      const turn = ++shown.asked;
      const page = await fetchList("anniversaries", { ...parameters, limit: LISTED });
      if (turn !== shown.asked) return; // a later change of the filters has been answered, or will be
      Object.assign(shown, { page, items: page.items });
      render();
    });
  }

  function more() {
    return guarded(async () => {
      const page = await fetchNext(shown.page.next);
      Object.assign(shown, { page, items: [...shown.items, ...page.items] });
      render();
    });
  }

  function render() {
    renderTypes();
    at("regions").replaceChildren(...NAMED_REGIONS.map((region) => make("option", { value: say(`region.${region}`) })));
    at("more-coming").hidden = !shown.page?.next;
    at("coming-count").textContent = shown.page === null ? "" : say("archive.days", { n: shown.page.total });
    if (!shown.items.length) {
      at("coming").replaceChildren(make("p", { class: "quiet" }, say("archive.no-days")));
      return;
    }
    const headings = [say("archive.day"), ...["years", "event", "type", "original"].map((key) => say(`anniversaries.${key}`)), say("archive.sources")];
    at("coming").replaceChildren(table(headings, shown.items.map(row)));
  }

  at("calendar").addEventListener("submit", (event) => { event.preventDefault(); find(); });
  for (const id of FIELDS) at(id).addEventListener("change", find);
  at("more-coming").addEventListener("click", more);
  for (const format of FORMATS) {
    at(format).addEventListener("click", (event) => {
      event.preventDefault();
      guarded(() => download(at(format).href, `anniversaries.${format}`));
    });
  }
  renderTypes();
  return { find, render };
}

function readFilters() {
  const region = at("region").value.trim();
  const named = NAMED_REGIONS.find((name) => say(`region.${name}`).toLowerCase() === region.toLowerCase());
  return {
    from: at("first").value, to: at("last").value, round: at("round").value, type: at("type").value,
    region: named ?? region, q: at("event").value.trim(), seed: at("seed").checked ? "" : "false",
  };
}

function renderTypes() {
  const chosen = at("type").value;
  const options = TYPES.map((type) => make("option", { value: type }, say(`type.${type}`)));
  at("type").replaceChildren(make("option", { value: "" }, say("archive.all")), ...options);
  at("type").value = chosen;
}

function row({ occurrence, sources }) {
  const { record } = occurrence;
  return make("tr", {},
    day(occurrence), years(occurrence), name(record),
    cell(sayIfKnown(`type.${record.event_type}`) ?? record.event_type),
    original(record), articles(record, sources));
}

function day(occurrence) {
  const lunar = occurrence.lunar_date === null ? [] : [make("br"), make("span", { class: "quiet" }, say("archive.lunar", { day: written(occurrence.lunar_date) }))];
  return make("td", { class: "number" }, written(occurrence.day), ...lunar);
}

function years(occurrence) {
  if (occurrence.years === null) return cell("", "number");
  const badge = occurrence.round === null ? [] : [" ", make("span", { class: "badge", title: say("archive.round-hint", { n: occurrence.round }) }, say("archive.round-badge"))];
  return make("td", { class: "number" }, String(occurrence.years), ...badge);
}

function name(record) {
  const region = record.region === null ? null : sayIfKnown(`region.${record.region}`) ?? record.region;
  const facts = [record.subject, region].filter((fact) => fact !== null && !record.event.includes(fact));
  const seed = record.seed ? [make("br"), make("span", { class: "quiet" }, say("archive.seed-source", { source: record.seed_source }))] : [];
  const more = facts.length ? [make("br"), make("span", { class: "quiet" }, facts.join(" · "))] : [];
  return make("td", { lang: "vi" }, record.event, ...more, ...seed);
}

/** A day in its calendar; 21/09 where the year is not known. */
function plain(claim) {
  const value = claim.original_date?.replace(/^XXXX-(\d\d)-(\d\d)$/, "$2/$1") ?? "?";
  const day = written(value) ?? value;
  return claim.calendar === "lunar" ? say("archive.lunar", { day }) : day;
}

/** The day of the event, and the others that sources give. */
function original(record) {
  const date = (claim) => `${plain(claim)}${claim.inferred ? ` (${say("anniversaries.inferred")})` : ""}`;
  const [own, ...others] = record.claims;
  const first = own === undefined ? record.original_date ?? "" : date(own);
  if (!others.length) return cell(first, "number");
  const list = make("ul", { class: "plain-list" }, ...record.claims.map((claim) => make("li", {}, `${date(claim)}: `, say("archive.claimed", { n: claim.articles }))));
  return make("td", { class: "number" }, first, make("details", { class: "disputed" }, make("summary", {}, say("archive.disputed")), list));
}

function articles(record, sources) {
  const found = new Map(sources.map(({ article }) => [article.id, article]));
  const links = [...found.values()].map((article) => make("li", {}, make("a", { href: `./?${queryOf({ article: article.id })}` }, article.title ?? article.id)));
  const rest = record.articles - found.size;
  const more = rest > 0 ? [make("li", { class: "quiet" }, say("archive.more-articles", { n: rest }))] : [];
  return make("td", {}, make("ul", { class: "plain-list" }, ...links, ...more));
}
