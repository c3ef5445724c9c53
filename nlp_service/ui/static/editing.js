// What an editor can do on a stored article: judge tags and sections, add what is missing, go to related articles.
import { fetchRelated, fetchSections } from "./api.js";
import { judgeButtons, keepingFocus, openFeedback, renderOthers } from "./feedback.js";
import { say } from "./i18n.js";
import { renderDuplicates, renderSimilar } from "./related.js";
import { bestTopics, make } from "./render.js";

const at = (id) => document.getElementById(id);
const FORMS = ["add-tag", "choose-section", "related"];

/** Start it; `guarded` runs work and shows what goes wrong, `redraw` draws the suggestions anew. */
export function startEditing({ guarded, redraw }) {
  const open = { article: null, feedback: null, sections: [], similar: [], duplicates: [] };

  function changed(words) {
    keepingFocus(redraw);
    at("status").textContent = words;
  }

  function close() {
    Object.assign(open, { article: null, feedback: null });
    for (const id of FORMS) at(id).hidden = true;
  }

  async function openArticle(article) {
    open.article = article;
    const [feedback, sections, similar, duplicates] = await Promise.all([
      openFeedback(article, changed), fetchSections(), fetchRelated(article.id, "similar"), fetchRelated(article.id, "duplicates"),
    ]);
    if (open.article !== article) return; // another article was opened meanwhile
    Object.assign(open, { feedback, sections, similar, duplicates });
    redraw();
  }

  const controls = (target, value, name) => (open.feedback === null ? [] : judgeButtons(open.feedback, guarded, target, value, name));
  const standing = (tags) => (open.feedback === null ? tags : open.feedback.standing(tags));
  const nameOf = ({ target, value }) => (target === "section" ? open.sections.find((section) => section.id === value)?.label ?? value : value);

  function draw(analysis) {
    for (const id of FORMS) at(id).hidden = open.feedback === null;
    if (open.feedback === null) {
      at("others").replaceChildren();
      return;
    }
    const tags = new Set([...analysis.tags, ...(analysis.unmapped_tags ?? [])].map((tag) => tag.tag));
    const sections = new Set(bestTopics(analysis, "section").map((topic) => topic.id));
    const suggested = (target, value) => (target === "tag" ? tags : sections).has(value);
    at("others").replaceChildren(...renderOthers(open.feedback, guarded, suggested, nameOf));
    const options = open.sections.filter((section) => !sections.has(section.id)).map((section) => make("option", { value: section.id }, section.label));
    at("section").replaceChildren(make("option", { value: "" }, say("feedback.choose-one")), ...options);
    at("similar").replaceChildren(renderSimilar(open.similar));
    at("duplicates").replaceChildren(renderDuplicates(open.duplicates));
  }

  function addOnSubmit(form, field, target) {
    at(form).addEventListener("submit", (event) => {
      event.preventDefault();
      const value = at(field).value.trim();
      if (!value) return;
      guarded(async () => {
        await open.feedback.judge(target, value, "add", nameOf({ target, value }));
        at(field).value = "";
      });
    });
  }

  addOnSubmit("add-tag", "new-tag", "tag");
  addOnSubmit("choose-section", "section", "section");
  return { open: openArticle, close, controls, draw, standing };
}
