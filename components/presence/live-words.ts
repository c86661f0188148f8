import type { LiveWords } from "@/lib/presence/types";

/**
 * What an event of our own stream says, or null where a newer or older server says something else. Read by hand: every page listens, and
 * none should have to carry zod for it.
 */
export function readWords<Name extends keyof LiveWords>(name: Name, text: unknown): LiveWords[Name] | null {
  const said = readJson(text);
  return IS_SOUND[name](said) ? said : null;
}

type Fields = Record<string, unknown>;

const IS_SOUND: { [Name in keyof LiveWords]: (said: unknown) => said is LiveWords[Name] } = {
  here: (said): said is LiveWords["here"] =>
    isFields(said) && typeof said.caseId === "string" && Array.isArray(said.people) && said.people.every(isPerson),
  changed: (said): said is LiveWords["changed"] => isFields(said) && typeof said.by === "string",
  arrived: (said): said is LiveWords["arrived"] => isFields(said) && typeof said.count === "number",
  told: (said): said is LiveWords["told"] => isFields(said) && typeof said.unread === "number",
};

function isPerson(said: unknown): boolean {
  return isFields(said) && typeof said.id === "string" && typeof said.name === "string";
}

function isFields(said: unknown): said is Fields {
  return typeof said === "object" && said !== null;
}

function readJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
