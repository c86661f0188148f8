/** Who else is on a case. */
export type Here = { caseId: string; people: { id: string; name: string; isWriting: boolean }[] };

/** What the live stream says, by the name of its event. */
export type LiveWords = {
  here: Here;
  changed: { by: string };
  arrived: { count: number };
  told: { unread: number };
};
