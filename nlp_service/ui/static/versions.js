// The versions of the topic model: which is used, learning a new one, going back.
import { fetchValue, send } from "./api.js";
import { say } from "./i18n.js";
import { cell, make } from "./render.js";

const at = (id) => document.getElementById(id);
const PATH = "v1/models/topics";
const RELEASE = "release";

/** Start the list; `onJob` is called with the job that learns. */
export function startVersions({ guarded, announce, onJob }) {
  let state = null;

  async function find() {
    state = await fetchValue(PATH);
    render();
  }

  function render() {
    if (state === null) return;
    at("roll-back").disabled = !state.before.length;
    at("versions").replaceChildren(make("table", {}, make("tbody", {}, ...state.items.map(row))));
  }

  function row({ version, active }) {
    const button = make("button", { type: "button", "aria-label": say("versions.use-of", { name: nameOf(version) }) }, say("versions.use"));
    button.addEventListener("click", () => guarded(() => change("use", { version })));
    return make("tr", {}, cell(nameOf(version)), cell(active ? make("strong", {}, `✓ ${say("versions.active")}`) : button));
  }

  async function change(action, value) {
    state = await send("POST", `${PATH}/${action}`, value);
    render();
    announce(say("versions.changed", { name: nameOf(state.items.find((item) => item.active)?.version ?? "") }));
  }

  at("learn").addEventListener("click", () => guarded(async () => onJob(await send("POST", `${PATH}/learn`, { force: at("force").checked }))));
  at("roll-back").addEventListener("click", () => guarded(() => change("rollback", {})));
  return { find, render };
}

const nameOf = (version) => (version === RELEASE ? say("versions.release") : version);
