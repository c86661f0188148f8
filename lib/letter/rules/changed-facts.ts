import type { ComposeFacts } from "./compose";

const LABELS: [label: string, keys: (keyof ComposeFacts)[]][] = [
  ["who it is written to", ["addressee", "patientName"]],
  ["the findings or answers", ["issues"]],
  ["what was done", ["steps"]],
  ["the contact person", ["contactPerson"]],
  ["the days", ["receivedOn", "completedOn", "dueOn"]],
  ["what changed because of it", ["changes"]],
  ["who else they can turn to", ["outsideBodies"]],
  ["the site", ["site"]],
];

/** What a case says otherwise than it did, in words. `before` is as it was kept, whose keys may stand in another order. */
export function changedFacts(before: Record<string, unknown>, after: ComposeFacts): string[] {
  return LABELS.filter(([, keys]) =>
    keys.some((key) => sorted(before[key] ?? null) !== sorted(after[key] ?? null)),
  ).map(([label]) => label);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, each) =>
    isRecord(each) ? Object.fromEntries(Object.entries(each).toSorted()) : each,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
