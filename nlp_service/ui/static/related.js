// Articles of the store that are like the one shown: on the same matter, or the same words.
import { say } from "./i18n.js";
import { make, written } from "./render.js";
import { queryOf } from "./api.js";

const SHARED = 6;

/** Similar articles with what they share with this one. */
export function renderSimilar(items) {
  if (!items.length) return make("p", { class: "quiet" }, say("similar.none"));
  return make("ul", { class: "plain-list" }, ...items.map((item) => {
    const names = [...new Set([...item.entities.map((entity) => entity.name), ...item.tags])].slice(0, SHARED);
    return row(item, names.length ? say("similar.shared", { names: names.join(", ") }) : null);
  }));
}

/** The duplicates of the article with their likeness. */
export function renderDuplicates(items) {
  if (!items.length) return make("p", { class: "quiet" }, say("duplicates.none"));
  return make("ul", { class: "plain-list" }, ...items.map((item) => {
    const likeness = say("duplicates.likeness", { n: Math.round(item.similarity * 100) });
    return row(item, item.is_head ? `${likeness}, ${say("duplicates.head")}` : likeness);
  }));
}

function row(item, note) {
  const facts = [written(item.published), item.source, note].filter(Boolean).join(" · ");
  return make("li", { class: "hit" }, make("a", { href: `./?${queryOf({ article: item.id })}` }, item.title ?? item.id), make("p", { class: "quiet" }, facts));
}
