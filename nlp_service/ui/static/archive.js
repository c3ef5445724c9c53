// The archive: search in the store, names in it, and the anniversaries that come up.
import { fetchList, fetchNext, queryOf } from "./api.js";
import { startCalendar } from "./calendar.js";
import { say, switchLanguage, translatePage } from "./i18n.js";
import { make, onKey, showRefusal, written } from "./render.js";

const at = (id) => document.getElementById(id);
const shown = { entity: null, articles: null, hits: [], entities: [] };
const COMPLETE_AFTER_MS = 150;
let waiting = 0;

async function guarded(work) {
  at("error").hidden = true;
  try {
    await work();
  } catch (refusal) {
    showRefusal(refusal, refusal.code === "network" ? say("error.network") : null);
  }
}

function findArticles() {
  return guarded(async () => {
    const page = await fetchList("articles", { q: at("query").value.trim(), from: at("from").value, to: at("to").value, entity: shown.entity?.entity_id ?? "" });
    Object.assign(shown, { articles: page, hits: page.items });
    renderHits();
  });
}

function findEntities() {
  return guarded(async () => {
    shown.entities = (await fetchList("entities", { prefix: at("query").value.trim(), limit: 25 })).items;
    renderNames();
  });
}

function findAll() {
  findArticles();
  findEntities();
  calendar.find();
}

/** A text with the ranges (code points) in `spans` marked. */
function marked(text, spans, offset = 0) {
  const characters = [...text];
  const parts = [];
  let position = 0;
  for (const span of spans) {
    parts.push(characters.slice(position, span.start - offset).join(""));
    parts.push(make("mark", { class: "DATE first last" }, characters.slice(span.start - offset, span.end - offset).join("")));
    position = span.end - offset;
  }
  return [...parts, characters.slice(position).join("")];
}

function renderHits() {
  at("status").textContent = shown.articles === null ? "" : say("archive.found", { n: shown.articles.total });
  const items = shown.hits.map((hit) => make("article", { class: "hit" },
    make("h4", {}, make("a", { href: `./?${queryOf({ article: hit.id })}` }, ...(hit.title ? marked(hit.title, hit.title_highlights) : [hit.id]))),
    make("p", { class: "quiet" }, [written(hit.published), hit.author, ...hit.topics.slice(0, 1).map((topic) => topic.label)].filter(Boolean).join(" · ")),
    make("p", { lang: "vi" }, ...marked(hit.snippet.text, hit.snippet.highlights, hit.snippet.start))));
  const filter = [];
  if (shown.entity !== null) {
    const button = make("button", { type: "button", class: "plain" }, say("archive.clear", { name: shown.entity.name }));
    button.addEventListener("click", () => { shown.entity = null; findArticles(); });
    filter.push(button);
  }
  at("hits").replaceChildren(...filter, ...(items.length ? items : [make("p", { class: "quiet" }, say("archive.none"))]));
  at("more").hidden = !shown.articles?.next;
}

function renderNames() {
  at("names").replaceChildren(...shown.entities.slice(0, 8).map((entity) => make("option", { value: entity.name })));
  const items = shown.entities.map((entity) => {
    const label = make("span", { class: `swatch ${entity.label}` }, say(`label.${entity.label}`));
    const button = make("button", { type: "button" }, entity.name, " ", label, make("span", { class: "count" }, ` ${entity.articles}`));
    button.addEventListener("click", () => { shown.entity = entity; at("query").value = ""; findArticles(); });
    return make("li", {}, button);
  });
  at("entities").replaceChildren(items.length ? make("ul", {}, ...items) : make("p", { class: "quiet" }, say("archive.no-names")));
}

at("search").addEventListener("submit", (event) => { event.preventDefault(); shown.entity = null; findArticles(); findEntities(); });
at("query").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(findEntities, COMPLETE_AFTER_MS); });
at("more").addEventListener("click", () => guarded(async () => {
  const page = await fetchNext(shown.articles.next);
  Object.assign(shown, { articles: page, hits: [...shown.hits, ...page.items] });
  renderHits();
}));
at("language").addEventListener("click", () => { switchLanguage(); renderHits(); renderNames(); calendar.render(); });

const calendar = startCalendar(guarded);
onKey(findAll);

translatePage();
findAll();
