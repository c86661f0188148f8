/** What a template may leave for the case to say, in the words of whoever writes templates. */
export const PLACEHOLDERS = {
  addressee: "Who it is written to",
  patient: "The patient's name",
  reference: "The number of the case",
  received_on: "The day on which it arrived",
  today: "The day on which the letter is begun",
  site: "The name of the site",
  site_address: "The address of the site",
  site_phone: "The phone number of the site",
  contact: "The person to ask, with a phone number where there is one",
  issues: "What they raised, as a list",
  answers: "Each thing they raised, with its finding and answer",
  steps: "What was done to look into it, as a list",
  completed_on: "The day on which it was decided",
  due_on: "The day by which the answer is due",
  outside_bodies: "Who else they can turn to, as a list",
  changes: "What changed, for each thing they raised",
} as const;
export type Placeholder = keyof typeof PLACEHOLDERS;

const MARK = /\{\{([^{}\n]*)\}\}/gu;

/** Everything between double braces, in the order of the text, each once. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(MARK)].map(([, name = ""]) => name.trim()))];
}

function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(PLACEHOLDERS, name);
}

/** What is wrong with a template's placeholders, in a sentence that names the wrong ones and those that exist; null: nothing. */
export function placeholderProblem(body: string): string | null {
  const unknown = placeholdersIn(body).filter((name) => !isPlaceholder(name));
  const open = body.replace(MARK, "").match(/\{\{|\}\}/u);
  if (unknown.length === 0 && !open) return null;
  const known = Object.keys(PLACEHOLDERS).map(inBraces).join(", ");
  if (unknown.length === 0) {
    return `Two braces stand alone: "${open?.[0]}". A placeholder begins with {{ and ends with }}, on one line: ${known}.`;
  }
  const named = unknown.map(inBraces).join(", ");
  return `Nothing would be put in for ${named}. These exist: ${known}.`;
}

function inBraces(name: string): string {
  return `{{${name}}}`;
}

/** Puts in what the case says; what it does not say yet stays as it is, so that nobody overlooks it. */
export function fillTemplate(body: string, values: Partial<Record<string, string | null>>): string {
  return body.replace(MARK, (mark, name: string) => values[name.trim()] || mark);
}
