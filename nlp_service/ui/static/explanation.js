// Why the best section is the best: the words that moved it, each leading to its places in the text.
import { say } from "./i18n.js";
import { make } from "./render.js";

/** The reasons of the best section of an explained analysis; `onChoose` is called with the spans of a word. */
export function renderReasons(analysis, onChoose) {
  const best = analysis.topics.filter((topic) => topic.scheme === "section").sort((a, b) => b.score - a.score)[0];
  if (!best?.explanation?.length) return [make("p", { class: "quiet" }, say("why.none"))];
  const side = (key, reasons) => make("div", {}, make("h4", {}, say(key)),
    reasons.length ? make("ul", { class: "reasons" }, ...reasons.map((reason) => row(reason, onChoose))) : make("p", { class: "quiet" }, say("why.empty")));
  return [
    make("h4", {}, say("why.title", { name: best.label })),
    make("div", { class: "two" },
      side("why.for", best.explanation.filter((reason) => reason.weight > 0)),
      side("why.against", best.explanation.filter((reason) => reason.weight < 0))),
    make("p", { class: "quiet" }, say("why.weight")),
  ];
}

function row(reason, onChoose) {
  const weight = `${reason.weight > 0 ? "+" : "−"}${Math.abs(reason.weight).toFixed(2)}`;
  const notes = [reason.evidence.length > 1 ? say("entities.mentions", { n: reason.evidence.length }) : "", reason.in_title ? say("why.in-title") : ""];
  const parts = [reason.words, make("span", { class: "count" }, ` ${weight} ${notes.filter(Boolean).join(", ")}`)];
  if (!reason.evidence.length) return make("li", {}, ...parts);
  const button = make("button", { type: "button" }, ...parts);
  button.addEventListener("click", () => onChoose(reason.evidence));
  return make("li", {}, button);
}
