// Who is what, where: the roles that the text gives to persons.
import { say } from "./i18n.js";
import { make } from "./render.js";

/** The roles, each once; `onChoose` is called with the spans that give a role. */
export function renderRoles(analysis, onChoose) {
  const names = new Map(analysis.entities.map((entity) => [entity.entity_id, entity.name || entity.text]));
  const groups = new Map();
  for (const role of analysis.roles ?? []) {
    const key = JSON.stringify([role.person_id, role.role.toLocaleLowerCase("vi"), role.organisation_id]);
    groups.set(key, [...(groups.get(key) ?? []), role]);
  }
  if (!groups.size) return [];
  const rows = [...groups.values()].map((roles) => {
    const [{ person_id: person, role, organisation_id: organisation }] = roles;
    const where = organisation === null ? "" : `, ${names.get(organisation) ?? ""}`;
    const button = make("button", { type: "button" }, make("strong", {}, names.get(person) ?? ""), ` ${role}${where}`);
    button.addEventListener("click", () => onChoose(roles));
    return make("li", {}, button);
  });
  return [make("h4", {}, say("roles.title")), make("ul", {}, ...rows)];
}
