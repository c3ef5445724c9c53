// The page: takes a text, a file or a sample, asks for its analysis and shows it.
import { analyzePage, analyzeText, explainArticle, fetchArticle, fetchSamples, Refusal } from "./api.js";
import { renderReasons } from "./explanation.js";
import { say, switchLanguage, translatePage } from "./i18n.js";
import { make, onKey, renderAnniversaries, renderDates, renderEntities, renderLegend, renderReading, renderTags, renderTopics, showRefusal, written } from "./render.js";
import { renderRoles } from "./roles.js";
import { startEditing } from "./editing.js";

const at = (id) => document.getElementById(id);
const shown = { analysis: null, article: null, explained: null, samples: [], last: new Map() };
const NOTHING_CHOSEN = { spans: [], hint: "" };
const editing = startEditing({ guarded, redraw: renderSuggestions });

function showSize() {
  at("size").textContent = say("input.size", { n: [...at("text").value].length.toLocaleString("vi-VN") });
}

function showError(refusal) {
  const own = ["network", "empty", "encoding", "copy"].includes(refusal.code) ? say(`error.${refusal.code}`) : null;
  showRefusal(refusal, own);
}

/** Do some work on the result; what is refused is said where it can be seen. */
async function guarded(work) {
  at("error").hidden = true;
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    showError(error);
    at("error").scrollIntoView({ block: "center" });
  }
}

/** Analyse and show; `articleOf` gives what was analysed: text, title, published, author, and id and etag of a stored one. */
async function show(request, articleOf) {
  at("error").hidden = true;
  at("analyze").disabled = true;
  at("status").textContent = say("status.working");
  try {
    const analysis = await request();
    Object.assign(shown, { analysis, article: articleOf(analysis), explained: null, last: new Map() });
    editing.close();
    hideReasons();
    render();
    at("result").hidden = false;
    at("result").focus({ preventScroll: true });
    at("result").scrollIntoView();
    const { entities, dates, anniversaries } = analysis;
    at("status").textContent = say("status.done", { entities: entities.length, dates: dates.length, anniversaries: anniversaries.length });
    if (shown.article.id !== undefined) guarded(() => editing.open(shown.article));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    at("result").hidden = true;
    at("status").textContent = "";
    showError(error);
  } finally {
    at("analyze").disabled = false;
  }
}

function submit() {
  const text = at("text").value;
  if (!text.trim()) {
    showError(new Refusal("empty", ""));
    at("text").focus();
    return;
  }
  const published = at("published").value || null;
  show(() => analyzeText(text, published), () => ({ text, published }));
}

function render() {
  const { analysis } = shown;
  if (analysis === null) return;
  at("result-title").textContent = analysis.title ?? say("result.untitled");
  const facts = [["published", written(analysis.published)], ["author", analysis.author], ["words", analysis.tokens.length.toLocaleString("vi-VN")]];
  at("facts").replaceChildren(...facts.filter(([, value]) => value).map(([key, value]) => make("div", {}, make("dt", {}, say(`fact.${key}`)), make("dd", {}, value))));
  renderSuggestions();
  at("reading").className = "";
  drawReading(NOTHING_CHOSEN);
  const legend = at("legend").querySelector("legend");
  at("legend").replaceChildren(legend, ...renderLegend(analysis, (label, visible) => at("reading").classList.toggle(`hide-${label}`, !visible)));
  at("entities").replaceChildren(...renderEntities(analysis, goToMention));
  at("roles").replaceChildren(...renderRoles(analysis, (roles) => goToSpans(roles, say("roles.place"))));
  at("anniversaries").replaceChildren(renderAnniversaries(analysis));
  at("dates").replaceChildren(renderDates(analysis));
  at("provenance").textContent = JSON.stringify(analysis.provenance, null, 1);
  if (shown.explained !== null) drawReasons();
}

/** Tags and topics, with what editors say of them where the article is stored. */
function renderSuggestions() {
  const { analysis } = shown;
  const unmapped = analysis.unmapped_tags ?? [];
  at("tags").replaceChildren(...renderTags(analysis.tags, copy, editing.controls));
  at("unmapped").hidden = !unmapped.length;
  at("unmapped-tags").replaceChildren(...renderTags(unmapped, copy, editing.controls));
  at("topics").replaceChildren(...renderTopics(analysis, editing.controls));
  editing.draw(analysis);
}

function drawReading(chosen) {
  at("reading").replaceChildren(renderReading(shown.explained ?? shown.analysis, shown.article.text, chosen));
}

function drawReasons() {
  at("reasons").replaceChildren(...renderReasons(shown.explained, (spans) => goToSpans(spans, say("why.place"))));
}

function hideReasons() {
  at("reasons").hidden = true;
  at("why").setAttribute("aria-expanded", "false");
}

async function toggleReasons() {
  if (!at("reasons").hidden) {
    hideReasons();
    return;
  }
  const { article } = shown;
  const explained = shown.explained ?? await explainArticle(article);
  if (article !== shown.article) return; // another article was opened meanwhile
  shown.explained = explained;
  drawReasons();
  at("reasons").hidden = false;
  at("why").setAttribute("aria-expanded", "true");
}

/** Point the spans out in the text and show the next of them at every call with the same ones. */
function goToSpans(spans, hint) {
  const starts = spans.map((span) => span.start);
  const key = `spans ${starts.join()}`;
  const next = (shown.last.get(key) ?? -1) + 1;
  shown.last.set(key, next);
  drawReading({ spans, hint });
  const marks = [...at("reading").querySelectorAll("mark.CHOSEN")];
  const start = starts[next % starts.length];
  const mark = marks.find((found) => Number(found.dataset.start) === start) ?? marks[0];
  mark?.classList.add("found");
  mark?.scrollIntoView({ block: "center" });
}

function goToMention(entity) {
  const mentions = [...at("reading").querySelectorAll("mark")].filter((mark) => mark.dataset.entity === entity);
  if (!mentions.length) return;
  const next = (shown.last.get(entity) ?? -1) + 1;
  const mark = mentions[next % mentions.length];
  shown.last.set(entity, next);
  for (const found of at("reading").querySelectorAll("mark")) {
    found.classList.remove("found");
    found.classList.toggle("chosen", found.dataset.entity === entity);
  }
  mark.classList.add("found");
  mark.scrollIntoView({ block: "center" });
}

async function copy(tags) {
  try {
    await navigator.clipboard.writeText(tags.join(", "));
  } catch (cause) {
    showError(new Refusal("copy", String(cause)));
    return;
  }
  at("status").textContent = say("status.copied", { n: tags.length });
}

async function readFile(file) {
  const bytes = await file.arrayBuffer();
  if (/\.html?$/i.test(file.name) || file.type === "text/html") {
    at("text").value = "";
    await show(() => analyzePage(bytes), ({ text, title, published, author }) => ({ text, title, published, author }));
    if (!at("result").hidden) {
      at("text").value = shown.article.text;
      at("status").textContent = say("status.page", { name: file.name });
    }
    showSize();
    return;
  }
  try {
    at("text").value = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    showError(new Refusal("encoding", ""));
    return;
  }
  showSize();
  submit();
}

async function offerSamples() {
  try {
    shown.samples = await fetchSamples();
  } catch (error) {
    if (error instanceof Refusal && error.code === "not-ready") {
      setTimeout(offerSamples, 1000);
      return;
    }
    showError(error);
    return;
  }
  at("sample").append(...shown.samples.map((sample, index) => make("option", { value: index }, sample.title ?? sample.name)));
}

at("form").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
at("text").addEventListener("input", showSize);
at("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); submit(); }
});
at("clear").addEventListener("click", () => {
  at("form").reset();
  at("result").hidden = true;
  at("error").hidden = true;
  at("status").textContent = "";
  showSize();
  at("text").focus();
});
at("sample").addEventListener("change", () => {
  const sample = shown.samples[Number(at("sample").value)];
  if (at("sample").value === "" || sample === undefined) return;
  at("text").value = sample.text;
  showSize();
  submit();
});
at("file").addEventListener("change", () => { if (at("file").files.length) readFile(at("file").files[0]); });
at("why").addEventListener("click", () => guarded(toggleReasons));
onKey(() => { offerSamples(); openStored(); });
at("copy-tags").addEventListener("click", () => { if (shown.analysis) copy(editing.standing(shown.analysis.tags.map((tag) => tag.tag))); });
at("language").addEventListener("click", () => { switchLanguage(); showSize(); render(); });

/** Show an article of the store, when the address names one. */
function openStored() {
  const id = new URLSearchParams(location.search).get("article");
  if (id === null) return;
  let article = null;
  show(async () => {
    article = await fetchArticle(id);
    at("text").value = article.text;
    showSize();
    return article.analysis;
  }, () => article);
}

translatePage();
showSize();
offerSamples();
openStored();
