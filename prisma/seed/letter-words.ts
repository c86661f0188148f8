import { WORD_KIND_LABELS } from "@/lib/letter/labels";
import { phraseKey } from "@/lib/letter/rules/site-words";
import type { LetterWord } from "@/lib/platform/generated/client";
import type { Chronicle } from "./events";
import { type Staff, workersAt } from "./people";
import type { DemoSite } from "./places";
import { idAt, type Random } from "./random";
import { DAY, MINUTE, plus } from "./times";

type Work = { random: Random; chronicle: Chronicle; staff: Staff; site: DemoSite; now: Date };
type Word = Pick<LetterWord, "kind" | "phrase" | "offer" | "why" | "fault" | "isOff">;

const NOTHING = { offer: null, why: null, fault: null, isOff: false };

const WORDS: Word[] = [
  { ...NOTHING, kind: "jargon", phrase: "bed flow", offer: "finding a bed for each patient" },
  { ...NOTHING, kind: "jargon", phrase: "discharge lounge", offer: "the room where you wait to go home" },
  { ...NOTHING, kind: "unwanted", phrase: "customer|customers", offer: "patient", why: "They did not come to buy." },
  { ...NOTHING, kind: "overpromise", phrase: "round the clock", why: "say at which hours" },
  {
    ...{ ...NOTHING, kind: "apology", phrase: "any upset this caused", fault: "conditional" },
    offer: "We upset you, and we are sorry.",
  },
  { ...NOTHING, kind: "jargon", phrase: "biopsy", isOff: true, why: "Our leaflets explain it, and patients use it." },
];

/** What a site adds to the word lists in English, and what it switched off, by its manager. */
export function keepWords({ random, chronicle, staff, site, now }: Work): LetterWord[] {
  const [manager] = workersAt(staff, { site, roles: ["manager"], at: now });
  if (!manager) return [];
  const { id: siteId } = site.row;
  return WORDS.map((word, turn) => {
    const at = plus(plus(now, -40 * DAY), turn * 7 * MINUTE);
    const id = idAt(random, at);
    chronicle.tell({
      ...{ subject: { noun: "site", id: siteId }, siteId, at, actor: manager.row },
      event: {
        type: word.isOff ? "letter_word.switched_off" : "letter_word.added",
        data: { wordId: id, list: WORD_KIND_LABELS[word.kind], language: "English" },
      },
    });
    return {
      ...{ id, siteId, language: "en", key: phraseKey(word.phrase), addedById: manager.row.id, addedAt: at },
      ...{ voidedById: null, voidedAt: null, voidReason: null },
      ...word,
    };
  });
}
