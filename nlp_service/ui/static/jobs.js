// The jobs of the service, followed while one of them waits or runs.
import { cancelJob, fetchList, fetchNext } from "./api.js";
import { keepingFocus } from "./feedback.js";
import { say, sayIfKnown, state } from "./i18n.js";
import { make } from "./render.js";

const at = (id) => document.getElementById(id);
const LOOK_AGAIN_MS = 700;
const LISTED = 10;
const GOING = new Set(["queued", "running"]);

/** Start the list; `onEnd` is called when a job that was going has ended. */
export function startJobs({ guarded, announce, onEnd }) {
  const shown = { items: null, next: null, opened: new Set() };
  let waiting = 0;

  async function find() {
    clearTimeout(waiting);
    const going = new Set((shown.items ?? []).filter((job) => GOING.has(job.status)).map((job) => job.id));
    const page = await fetchList("jobs", { limit: Math.max(LISTED, shown.items?.length ?? 0) });
    Object.assign(shown, { items: page.items, next: page.next });
    render();
    if (page.items.some((job) => going.has(job.id) && !GOING.has(job.status))) guarded(onEnd);
    if (page.items.some((job) => GOING.has(job.status))) waiting = setTimeout(() => guarded(find), LOOK_AGAIN_MS);
  }

  function render() {
    const { items, next } = shown;
    if (items === null) return;
    keepingFocus(() => at("jobs").replaceChildren(...(items.length ? items.map(row) : [make("p", { class: "quiet" }, say("jobs.none"))])));
    at("more-jobs").hidden = !next;
  }

  function row(job) {
    const name = nameOf(job);
    const head = make("h3", {}, name, " ", make("span", { class: `badge ${job.status}` }, say(job.cancel_requested && GOING.has(job.status) ? "jobs.cancelling" : `status.${job.status}`)));
    const parts = [head, make("p", { class: "quiet" }, [localTime(job.created), job.progress.message, countsOf(job)].filter(Boolean).join(" · "))];
    if (GOING.has(job.status)) parts.push(progressOf(job, name), cancelButton(job, name));
    if (job.error !== null) parts.push(make("p", { class: "wrong" }, sayIfKnown(`problem.${job.error.type}`) ?? say("problem.failed"), ` ${job.error.detail}`));
    if (job.result?.version !== undefined) parts.push(make("p", {}, `${say(job.result.used ? "learned.used" : "learned.unused", job.result)} ${job.result.reason}`));
    if (job.result?.refused?.length) parts.push(refusalsOf(job));
    return make("article", { class: "hit" }, ...parts);
  }

  function cancelButton(job, name) {
    const button = make("button", { type: "button", "aria-label": say("jobs.cancel-of", { name }), "data-key": `cancel ${job.id}` }, say("jobs.cancel"));
    button.disabled = job.cancel_requested;
    button.addEventListener("click", () => guarded(async () => { await cancelJob(job.id); await find(); }));
    return button;
  }

  function refusalsOf(job) {
    const rows = job.result.refused.map((refusal) => make("li", {}, make("strong", {}, refusal.name), `: ${sayIfKnown(`problem.${refusal.error.type}`) ?? ""} ${refusal.error.detail}`));
    const details = make("details", {}, make("summary", { "data-key": `refused ${job.id}` }, say("jobs.refused", { n: job.progress.counts.refused ?? rows.length })), make("ul", {}, ...rows));
    details.open = shown.opened.has(job.id);
    details.addEventListener("toggle", () => shown.opened[details.open ? "add" : "delete"](job.id));
    return details;
  }

  async function follow(job) {
    announce(say("jobs.started", { name: nameOf(job) }));
    shown.items = [job, ...(shown.items ?? [])];
    render();
    await guarded(find);
  }

  at("more-jobs").addEventListener("click", () => guarded(async () => {
    const page = await fetchNext(shown.next);
    Object.assign(shown, { items: [...shown.items, ...page.items], next: page.next });
    render();
  }));
  return { find, render, follow };
}

/** A moment by the clock of the reader: jobs are written down in UTC. */
function localTime(moment) {
  return new Date(moment).toLocaleString(state.language === "vi" ? "vi-VN" : "en-GB", { dateStyle: "short", timeStyle: "short" });
}

const nameOf = (job) => sayIfKnown(`job.${job.kind}`) ?? job.kind;

function countsOf(job) {
  const counts = Object.entries(job.progress.counts).filter(([, n]) => n > 0);
  return counts.map(([key, n]) => sayIfKnown(`count.${key}`)?.replace("{n}", n) ?? `${key}: ${n}`).join(", ");
}

function progressOf(job, name) {
  const { done, total } = job.progress;
  const bar = make("progress", { "aria-label": name, max: total || null, value: total ? done : null });
  return make("p", { class: "going" }, bar, " ", total ? say("jobs.progress", { done, total }) : String(done));
}
