import type { Standing } from "./types";

/** So many days before it ends it is told, so that the governing body can meet in between. */
const WARNING_DAYS = 60;

const DAY_MS = 86_400_000;

type Facts = { adoptedOn: string; expiresOn: string | null; hasDocument: boolean };

/** How the newest delegation stands on a day of the site. One without its signed document is none that anybody could show. */
export function standingOf(newest: Facts | undefined, today: string): Standing {
  if (!newest || newest.adoptedOn > today) return { state: "missing" };
  const { expiresOn: on, hasDocument } = newest;
  if (on !== null && on < today) return { state: "expired", on };
  if (!hasDocument) return { state: "undocumented" };
  if (on === null) return { state: "holds", on };
  const days = Math.round((Date.parse(on) - Date.parse(today)) / DAY_MS);
  return days <= WARNING_DAYS ? { state: "expiring", on, days } : { state: "holds", on };
}

/** Whether somebody has to do something about it. */
export function isLoud({ state }: Standing): boolean {
  return state !== "holds";
}
