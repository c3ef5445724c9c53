// Administration: ingest, jobs, versions of the topic model, the newsroom's lists.
import { Refusal, startIngest } from "./api.js";
import { startJobs } from "./jobs.js";
import { startList } from "./lists.js";
import { say, sayIfKnown, switchLanguage, translatePage } from "./i18n.js";
import { onKey, showRefusal } from "./render.js";
import { startVersions } from "./versions.js";

const at = (id) => document.getElementById(id);

async function guarded(work) {
  at("error").hidden = true;
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    showRefusal(error, wordsFor(error));
    at("error").scrollIntoView({ block: "center" });
  }
}

/** Words for what `showRefusal` has none: it speaks of analyses otherwise. */
function wordsFor(refusal) {
  if (refusal.code === "network") return say("error.network");
  return sayIfKnown(`problem.${refusal.code}`) === null ? `${say("problem.failed")} ${refusal.message}` : null;
}

function announce(words) {
  at("status").textContent = words;
}

const jobs = startJobs({ guarded, announce, onEnd: () => versions.find() });
const versions = startVersions({ guarded, announce, onJob: jobs.follow });
const lists = [
  startList("vocabulary", {
    guarded, announce, types: { json: "application/json", csv: "text/csv", ttl: "text/turtle", rdf: "application/rdf+xml", xml: "application/rdf+xml" },
    describe: ({ terms }) => (terms.length ? say("vocabulary.count", { n: terms.length }) : say("vocabulary.none")),
  }),
  startList("gazetteer", {
    guarded, announce, types: { json: "application/json", csv: "text/csv" },
    describe: ({ allow, deny }) => (allow.length || deny.length ? say("gazetteer.count", { allow: allow.length, deny: deny.length }) : say("gazetteer.none")),
  }),
];
const parts = [jobs, versions, ...lists];

at("ingest").addEventListener("submit", (event) => {
  event.preventDefault();
  const urls = at("urls").value.split("\n").map((line) => line.trim()).filter(Boolean);
  const files = [...at("files").files];
  if (!urls.length && !files.length) {
    announce(say("ingest.nothing"));
    at("files").focus();
    return;
  }
  guarded(async () => {
    jobs.follow(await startIngest(files, urls));
    at("ingest").reset();
  });
});
at("language").addEventListener("click", () => { switchLanguage(); for (const part of parts) part.render(); });

function findAll() {
  for (const part of parts) guarded(part.find);
}

onKey(findAll);
translatePage();
findAll();
