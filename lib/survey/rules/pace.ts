/** In so many minutes tries are counted. */
export const PACE_MINUTES = 15;

/** So much may be sent in that time: from one address, which a whole ward may share, and with one link. House rule. */
export const MOST_TRIES = { address: 120, link: 30 } as const;

const FREE_TRIES = 10;
const STEP_MS = 250;
const MOST_WAIT_MS = 3_000;

/**
 * How long an address waits for the answer to a link that nobody was sent, by how many of those it tried of late. It only waits: links that
 * are known answer at once, so that nobody can keep others at the same address from theirs.
 */
export function waitMs(wrongTries: number): number {
  return Math.min(MOST_WAIT_MS, Math.max(0, wrongTries - FREE_TRIES) * STEP_MS);
}

/** Every link ends like this; whatever does not was never one. */
const TOKEN = /^[\w-]{43}$/;

export function mayBeToken(token: string): boolean {
  return TOKEN.test(token);
}
