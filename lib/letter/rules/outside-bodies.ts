import { reachOn } from "@/lib/regulation/rules";
import type { OutsideBody, Pack } from "@/lib/regulation/schema";
import type { LetterFacts } from "./check";

/** What a site says of a body where its pack cannot know it, or knows it otherwise. */
export type BodyWords = { packId: string; bodyId: string; name: string | null; howToReach: string };

type Of = { pack: Pick<Pack, "id" | "outsideBodies">; words: readonly BodyWords[]; day: string };

/** Whom letters name, and how they are reached: the words of the site before those of the pack. Empty words: nobody has said. */
export function outsideBodiesOf({ pack, words, day }: Of): LetterFacts["outsideBodies"] {
  return pack.outsideBodies.map((body) => {
    const own = words.find(({ packId, bodyId }) => packId === pack.id && bodyId === body.id);
    return { name: own?.name ?? body.name, howToReach: own?.howToReach ?? reachOn(body.reach, day)?.text ?? "" };
  });
}

/** A body as whoever administers a site sees it. `own` are the words of the site, `known` those of the pack. */
export type SiteBodyView = Pick<OutsideBody, "id" | "name" | "when" | "ask"> & {
  own: { name: string | null; howToReach: string } | null;
  known: { text: string; source: string; isConfirmed: boolean } | null;
};

export function siteBodiesOf({ pack, words, day }: Of): SiteBodyView[] {
  return pack.outsideBodies.map(({ id, name, when, ask, reach }) => {
    const own = words.find(({ packId, bodyId }) => packId === pack.id && bodyId === id);
    const known = reachOn(reach, day);
    return {
      ...{ id, name, when, ask },
      own: own ? { name: own.name, howToReach: own.howToReach } : null,
      known: known && { text: known.text, source: known.source, isConfirmed: known.isConfirmed },
    };
  });
}
