/** What an event says of a letter that tells what changed: that it was begun, or that an action is told of in it, in which version. */
export type Telling = {
  isBegun: boolean;
  /** Whether Heard did it by itself. */
  isHeards: boolean;
  improvementId?: string | undefined;
  /** Null: somebody was writing the letter. Not there in events from before it was kept. */
  version?: number | null | undefined;
};

/** The version of a letter that Heard drafted last, from its events in their order; null where it did not begin it. */
export function draftedVersion(events: Telling[]): number | null {
  if (!events.some(({ isBegun, isHeards }) => isBegun && isHeards)) return null;
  return Math.max(1, ...events.flatMap(({ version }) => version ?? []));
}
