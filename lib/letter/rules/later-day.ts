import { findPromises } from "@/lib/follow-up/rules/find-promises";

type Days = { than: string; saidOn: string };

/** Whether a letter says that they hear again after a day. Promises are found in English; of another language it is taken to say so. */
export function namesLaterDay(text: string, language: string, { than, saidOn }: Days): boolean {
  return laterDay(text, language, { than, saidOn }) !== null || language !== "en";
}

/** The last day by which a letter promises something, where that is after another one. */
export function laterDay(text: string, language: string, { than, saidOn }: Days): string | null {
  if (language !== "en") return null;
  const days = findPromises(text, saidOn).flatMap(({ dueOn }) => dueOn ?? []);
  return (
    days
      .filter((day) => day > than)
      .toSorted()
      .at(-1) ?? null
  );
}
