// What the page asks of the service. Offsets come in UTF-16 units, which are what JavaScript strings are made of.

/** A refusal of the service: `code` is its stable type, `message` the English detail. */
export class Refusal extends Error {
  constructor(code, detail) { super(detail); this.code = code; }
}

const KEY = "nlp-service-key";

/** Keep the API key of this tab, for installations that ask for one. */
export function rememberKey(key) {
  sessionStorage.setItem(KEY, key);
}

async function request(path, options = {}) {
  const key = sessionStorage.getItem(KEY);
  const headers = key ? { ...options.headers, "X-API-Key": key } : options.headers;
  let response;
  try {
    response = await fetch(path, { ...options, headers });
  } catch (cause) {
    throw new Refusal("network", String(cause));
  }
  if (response.ok) return response;
  const problem = await response.json();
  throw new Refusal(String(problem.type ?? "other").split(/[:/]/).pop(), problem.detail ?? response.statusText);
}

async function ask(path, options) {
  return (await request(path, options)).json();
}

/** Send a JSON value and return the JSON of the answer. */
export function send(method, path, value) {
  return ask(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });
}

/** Fetch a file and hand it to the browser to save: a plain link could not send the key. */
export async function download(path, name) {
  const address = URL.createObjectURL(await (await request(path)).blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Analyse a text; `published` is an ISO day or null. */
export function analyzeText(text, published) {
  const article = published ? { text, published } : { text };
  return send("POST", "v1/analyze?offset_unit=utf16", article);
}

/** Analyse an HTML page as it is; the answer has the extracted `text`. */
export function analyzePage(bytes) {
  return ask("v1/analyze?offset_unit=utf16", { method: "POST", headers: { "Content-Type": "text/html" }, body: bytes });
}

/** Analyse an article (text, title, published, author) and say what made each part. */
export function explainArticle({ text, title, published, author }) {
  const given = Object.entries({ text, title, published, author }).filter(([, value]) => value);
  return send("POST", "v1/analyze?offset_unit=utf16", { ...Object.fromEntries(given), options: { explain: true } });
}

/** Return all that was said of a stored article. */
export async function fetchFeedback(article) {
  let page = await fetchList("feedback", { article });
  const items = [...page.items];
  while (page.next) {
    page = await fetchNext(page.next);
    items.push(...page.items);
  }
  return items;
}

/** Keep judgements on a stored article as it was read; refused with precondition-failed when it has changed. */
export async function sendFeedback(article, judgements) {
  return (await send("POST", "v1/feedback", { article_id: article.id, etag: article.etag, judgements })).items;
}

/** Return the sections of the newsroom: id, label. */
export async function fetchSections() {
  return (await ask("v1/topics")).items.filter((topic) => topic.scheme === "section");
}

/** Ingest files and addresses; returns the job. */
export function startIngest(files, urls) {
  const form = new FormData();
  for (const file of files) form.append("files", file);
  for (const url of urls) form.append("url", url);
  return ask("v1/ingest", { method: "POST", body: form });
}

/** Ask a job to stop; returns it. */
export function cancelJob(id) {
  return ask(`v1/jobs/${encodeURIComponent(id)}`, { method: "DELETE" });
}

/** Return what stands at an address of the API. */
export function fetchValue(path) {
  return ask(path);
}

/** Replace what stands at an address by a file of the given media type; returns what stands there now. */
export function putFile(path, file, type) {
  return ask(path, { method: "PUT", headers: { "Content-Type": type }, body: file });
}

/** Remove what stands at an address. */
export function remove(path) {
  return request(path, { method: "DELETE" });
}

/** Return the articles that are like a stored one; `kind` is similar or duplicates. */
export async function fetchRelated(id, kind) {
  return (await ask(`v1/articles/${encodeURIComponent(id)}/${kind}?limit=5`)).items;
}

/** Return the sample articles: name, title, text. */
export async function fetchSamples() {
  return (await ask("v1/samples")).items;
}

/** Return a stored article with its analysis. */
export function fetchArticle(id) {
  return ask(`v1/articles/${encodeURIComponent(id)}?offset_unit=utf16`);
}

/** Return a list of the store: articles, entities or anniversaries; parameters without a value are left out. */
export function fetchList(kind, parameters) {
  return ask(`v1/${kind}?${queryOf(parameters)}`);
}

/** Return the page of a list that a `next` address names. */
export function fetchNext(address) {
  const target = new URL(address, location.href);
  return ask(`${target.pathname}${target.search}`);
}

/** Return parameters as a query string. */
export function queryOf(parameters) {
  return new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== "" && value !== null)).toString();
}
