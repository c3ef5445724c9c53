// A list that the newsroom keeps (vocabulary, names): how many it holds, a file that replaces it, and its removal.
import { fetchValue, putFile, Refusal, remove } from "./api.js";
import { say } from "./i18n.js";

/** Start the form `id`, which stands for `v1/ID`; `types` are media types by file ending, `describe` says what is in force. */
export function startList(id, { guarded, announce, types, describe }) {
  const form = document.getElementById(id);
  const [count, file, button] = [".count", "input[type=file]", ".remove"].map((part) => form.querySelector(part));
  const path = `v1/${id}`;
  let value = null;
  let confirming = false;

  async function find() {
    value = await fetchValue(path);
    render();
  }

  function render() {
    count.textContent = value === null ? "" : describe(value);
    button.disabled = value === null || value.digest === "";
    button.textContent = say(confirming ? "list.confirm" : "list.remove");
  }

  async function upload() {
    if (!file.files.length) {
      announce(say("list.no-file"));
      file.focus();
      return;
    }
    const [chosen] = file.files;
    const type = types[chosen.name.split(".").pop().toLowerCase()];
    if (type === undefined) throw new Refusal("unsupported-format", chosen.name);
    value = await putFile(path, chosen, type);
    form.reset();
    render();
    announce(say("list.saved"));
  }

  async function removeAll() {
    if (!confirming) {
      confirming = true;
      render();
      return;
    }
    confirming = false;
    await remove(path);
    await find();
    announce(say("list.removed"));
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); guarded(upload); });
  button.addEventListener("click", () => guarded(removeAll));
  button.addEventListener("blur", () => { confirming = false; render(); });
  return { find, render };
}
