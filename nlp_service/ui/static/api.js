// What the page asks of the service. Offsets come in UTF-16 units, which are what JavaScript strings are made of.

/** A refusal of the service: `code` is its stable type, `message` the English detail. */
export class Refusal extends Error {
  constructor(code, detail) { super(detail); this.code = code; }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (cause) {
    throw new Refusal("network", String(cause));
  }
  const body = await response.json();
  if (!response.ok) throw new Refusal(String(body.type ?? "other").split(/[:/]/).pop(), body.detail ?? response.statusText);
  return body;
}

/** Analyse a text; `published` is an ISO day or null. */
export function analyzeText(text, published) {
  const article = published ? { text, published } : { text };
  return ask("v1/analyze?offset_unit=utf16", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(article),
  });
}

/** Analyse an HTML page as it is; the answer has the extracted `text`. */
export function analyzePage(bytes) {
  return ask("v1/analyze?offset_unit=utf16", { method: "POST", headers: { "Content-Type": "text/html" }, body: bytes });
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
