// What editors say of the suggestions for one stored article: read, given, taken back.
import { fetchFeedback, remove, sendFeedback } from "./api.js";
import { say } from "./i18n.js";
import { make } from "./render.js";

const clean = (value) => value.trim().split(/\s+/).join(" ");

/** Start the feedback on `article`; `onChange` is called with a message when something was kept or taken back. */
export async function openFeedback(article, onChange) {
  const items = await fetchFeedback(article.id);
  return new Feedback(article, items, onChange);
}

class Feedback {
  constructor(article, items, onChange) {
    Object.assign(this, { article, items, onChange });
  }

  /** The latest judgement on a tag or section, or null. */
  find(target, value) {
    const same = this.items.filter((item) => item.target === target && item.value === clean(value));
    return same.reduce((a, b) => (a === null || b.created >= a.created ? b : a), null);
  }

  /** The latest judgements on what `suggested` (target, value) does not show. */
  others(suggested) {
    return this.items.filter((item) => this.find(item.target, item.value) === item && !suggested(item.target, item.value));
  }

  /** The tags that stand: those suggested without the rejected ones, then those that editors added. */
  standing(tags) {
    const added = this.items.filter((item) => item.target === "tag" && item.action === "add" && this.find("tag", item.value) === item);
    const kept = tags.filter((tag) => this.find("tag", tag)?.action !== "reject");
    return [...new Set([...kept, ...added.map((item) => item.value)])];
  }

  async judge(target, value, action, name = clean(value)) {
    const kept = await sendFeedback(this.article, [{ target, value: clean(value), action }]);
    const ids = new Set(kept.map((item) => item.id));
    this.items = [...this.items.filter((item) => !ids.has(item.id)), ...kept];
    this.onChange(say("feedback.kept", { name }));
  }

  async takeBack(item, name = item.value) {
    await remove(`v1/feedback/${item.id}`);
    this.items = this.items.filter((known) => known.id !== item.id);
    this.onChange(say("feedback.taken-back", { name }));
  }
}

/** The buttons that accept and reject a suggestion; the pressed one takes the judgement back. */
export function judgeButtons(feedback, guarded, target, value, name) {
  const given = feedback.find(target, value);
  return [["accept", "✓"], ["reject", "✗"]].map(([action, sign]) => {
    const pressed = given !== null && (given.action === action || (given.action === "add" && action === "accept"));
    const label = say(`feedback.${action}`, { name });
    const button = make("button", { type: "button", class: `judge ${action}`, "aria-pressed": String(pressed), "aria-label": label, title: label, "data-key": `${target} ${action} ${value}` }, sign);
    button.addEventListener("click", () => guarded(() => (pressed ? feedback.takeBack(given, name) : feedback.judge(target, value, action, name))));
    return button;
  });
}

/** Judgements on what is not among the suggestions shown, each with a button to take it back. */
export function renderOthers(feedback, guarded, suggested, nameOf) {
  const found = feedback.others(suggested);
  if (!found.length) return [];
  const rows = found.map((item) => {
    const name = nameOf(item);
    const label = say("feedback.back", { name });
    const button = make("button", { type: "button", class: "judge", "aria-label": label, title: label, "data-key": `back ${item.id}` }, "↩");
    button.addEventListener("click", () => guarded(() => feedback.takeBack(item, name)));
    return make("li", {}, make("span", {}, name), make("span", { class: "kind" }, `${say(`target.${item.target}`)}, ${say(`action.${item.action}`)}`), button);
  });
  return [make("h4", {}, say("feedback.others")), make("ul", { class: "plain-list" }, ...rows)];
}

/** Do `draw` and leave the focus on the control that had it, though it was made anew. */
export function keepingFocus(draw) {
  const key = document.activeElement?.dataset.key;
  draw();
  if (key !== undefined) document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}
