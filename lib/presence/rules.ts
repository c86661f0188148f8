/** One tab that has a case open. */
export type Presence = {
  caseId: string;
  siteId: string;
  personId: string;
  tabKey: string;
  isWriting: boolean;
  seenAt: number;
};

/** How often a tab that is open says so. */
export const BEAT_MS = 15_000;
/** A tab that has not said so for this long no longer counts. */
const COUNTS_MS = 40_000;

/** What a tab tells: that it is there, which says nothing of writing and may overtake what does; that it reads or writes; that it has left. */
export type Doing = "is_here" | "reads" | "writes" | "left";

/** The tabs after one of them has told what it does; whatever no longer counts is left out. */
export function withPresence(tabs: Presence[], told: Omit<Presence, "isWriting">, doing: Doing): Presence[] {
  const isOwn = (tab: Presence) => tab.tabKey === told.tabKey && tab.personId === told.personId;
  const others = tabs.filter((tab) => !isOwn(tab) && told.seenAt - tab.seenAt <= COUNTS_MS);
  if (doing === "left") return others;
  const wasWriting = tabs.find((tab) => isOwn(tab) && tab.caseId === told.caseId)?.isWriting ?? false;
  return [...others, { ...told, isWriting: doing === "is_here" ? wasWriting : doing === "writes" }];
}

/** Who else has the case open, each once, however many tabs they have. */
export function othersOn(
  tabs: Presence[],
  { caseId, exceptId, now }: { caseId: string; exceptId: string; now: number },
) {
  const people = new Map<string, boolean>();
  for (const tab of tabs) {
    if (tab.caseId !== caseId || tab.personId === exceptId || now - tab.seenAt > COUNTS_MS) continue;
    people.set(tab.personId, tab.isWriting || (people.get(tab.personId) ?? false));
  }
  return [...people].map(([id, isWriting]) => ({ id, isWriting }));
}
