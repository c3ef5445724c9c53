// The page: takes a text, a file or a sample, asks for its analysis and shows it.
import { analyzePage, analyzeText, fetchArticle, fetchSamples, Refusal } from "./api.js";
import { say, switchLanguage, translatePage } from "./i18n.js";
import { make, onKey, renderAnniversaries, renderDates, renderEntities, renderLegend, renderReading, renderTags, renderTopics, showRefusal, written } from "./render.js";

const at = (id) => document.getElementById(id);
const shown = { analysis: null, text: "", samples: [], last: new Map() };

function showSize() {
  at("size").textContent = say("input.size", { n: [...at("text").value].length.toLocaleString("vi-VN") });
}

function showError(refusal) {
  const own = ["network", "empty", "encoding", "copy"].includes(refusal.code) ? say(`error.${refusal.code}`) : null;
  showRefusal(refusal, own);
}

async function show(request, textOf) {
  at("error").hidden = true;
  at("analyze").disabled = true;
  at("status").textContent = say("status.working");
  try {
    const analysis = await request();
    Object.assign(shown, { analysis, text: textOf(analysis), last: new Map() });
    render();
    at("result").hidden = false;
    at("result").focus({ preventScroll: true });
    at("result").scrollIntoView();
    const { entities, dates, anniversaries } = analysis;
    at("status").textContent = say("status.done", { entities: entities.length, dates: dates.length, anniversaries: anniversaries.length });
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
  show(() => analyzeText(text, at("published").value || null), () => text);
}

function render() {
  const { analysis, text } = shown;
  if (analysis === null) return;
  at("result-title").textContent = analysis.title ?? say("result.untitled");
  const facts = [["published", written(analysis.published)], ["author", analysis.author], ["words", analysis.tokens.length.toLocaleString("vi-VN")]];
  at("facts").replaceChildren(...facts.filter(([, value]) => value).map(([key, value]) => make("div", {}, make("dt", {}, say(`fact.${key}`)), make("dd", {}, value))));
  at("tags").replaceChildren(...renderTags(analysis, copy));
  at("topics").replaceChildren(...renderTopics(analysis));
  at("reading").className = "";
  at("reading").replaceChildren(renderReading(analysis, text));
  const legend = at("legend").querySelector("legend");
  at("legend").replaceChildren(legend, ...renderLegend(analysis, (label, visible) => at("reading").classList.toggle(`hide-${label}`, !visible)));
  at("entities").replaceChildren(...renderEntities(analysis, goToMention));
  at("anniversaries").replaceChildren(renderAnniversaries(analysis));
  at("dates").replaceChildren(renderDates(analysis));
  at("provenance").textContent = JSON.stringify(analysis.provenance, null, 1);
}

function goToMention(entity) {
  const mentions = [...at("reading").querySelectorAll("mark")].filter((mark) => mark.dataset.entity === entity);
  if (!mentions.length) return;
  const next = (shown.last.get(entity) ?? -1) + 1;
  const mark = mentions[next % mentions.length];
  shown.last.set(entity, next);
  for (const found of at("reading").querySelectorAll(".found")) found.classList.remove("found");
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
    await show(() => analyzePage(bytes), (analysis) => analysis.text);
    if (!at("result").hidden) {
      at("text").value = shown.text;
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
onKey(offerSamples);
at("copy-tags").addEventListener("click", () => { if (shown.analysis) copy(shown.analysis.tags.map((tag) => tag.tag)); });
at("language").addEventListener("click", () => { switchLanguage(); showSize(); render(); });

/** Show an article of the store, when the address names one. */
function openStored() {
  const id = new URLSearchParams(location.search).get("article");
  if (id === null) return;
  let text = "";
  show(async () => {
    const article = await fetchArticle(id);
    text = article.text;
    at("text").value = text;
    showSize();
    return article.analysis;
  }, () => text);
}

translatePage();
showSize();
offerSamples();
openStored();
