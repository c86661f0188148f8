import type { CaseKind, Channel } from "@/lib/platform/generated/enums";
import type { DemoSite, DemoUnit } from "./places";
import type { Random } from "./random";
import { DAY } from "./times";
import { OUTPATIENT_WAITS, TEXTS } from "./words/all";
import type { Place, Text } from "./words/text";

/** What a case will be about, before anybody is named. */
export type Choice = { text: Text; kind: CaseKind; channel: Channel; unit: DemoUnit | null };

type Spot = { unit: DemoUnit | null; texts: Text[]; weight: number };
type Weights<K extends string> = Partial<Record<K, number>>;

const KINDS: Weights<CaseKind> = {
  concern: 33,
  complaint: 32,
  inquiry: 12,
  compliment: 13,
  grievance: 5,
  suggestion: 5,
};
// Elsewhere the word is hardly used; a serious complaint is a complaint.
const KINDS_ABROAD: Weights<CaseKind> = { ...KINDS, complaint: 36, grievance: 1 };
const CHANNELS: Record<CaseKind, Weights<Channel>> = {
  inquiry: { phone: 5, email: 3, portal: 3, in_person: 2 },
  compliment: { survey: 4, letter: 2, email: 2, portal: 2, in_person: 1, phone: 1 },
  suggestion: { survey: 4, portal: 3, email: 2, in_person: 1 },
  concern: { phone: 6, in_person: 4, email: 2, portal: 2, survey: 2 },
  complaint: { phone: 5, in_person: 3, email: 3, portal: 2, letter: 1.5, survey: 1.5 },
  grievance: { letter: 4, email: 4, portal: 2, phone: 2, in_person: 1 },
};
const WRITTEN: readonly Channel[] = ["email", "letter", "portal"];
const SPOKEN: readonly Channel[] = ["phone", "in_person"];
const FOREIGN = 0.085;
const NOWHERE: readonly Place[] = ["none"];
const NO_UNIT_WEIGHT = 5;
const KIND_NAMES = Object.keys(KINDS) as CaseKind[];

/** When each text was used, at any site. */
export type Uses = Map<Text, Date[]>;

/** Chooses texts for a site, so that the same one does not come back soon. */
export function openTexts(random: Random, site: DemoSite, uses: Uses) {
  const weights = site.plan.country === "US" ? KINDS : KINDS_ABROAD;

  const freshness = (text: Text, at: Date): number => {
    const used = uses.get(text) ?? [];
    const isRecent = used.some((then) => Math.abs(at.getTime() - then.getTime()) < 24 * DAY);
    return (isRecent ? 0.004 : 1) / (1 + used.length) ** 2;
  };

  return (at: Date, isWait: boolean): Choice => {
    const wished = random.weighted(KIND_NAMES, (each) => weights[each] ?? 0);
    const { text, unit } = chooseText({ random, site, at, isWait, freshness, kind: wished });
    uses.set(text, [...(uses.get(text) ?? []), at]);
    const kind =
      isWait && !text.kinds.includes(wished) ? random.weighted(text.kinds, (each) => weights[each] ?? 1) : wished;
    const channel = random.weighted(channelsFor(text, kind), (each) => CHANNELS[kind][each] ?? 0.5);
    return { text, unit, ...asTheLawCountsIt(random, { site, text, kind, channel }) };
  };
}

type TextChoice = {
  random: Random;
  site: DemoSite;
  at: Date;
  isWait: boolean;
  kind: CaseKind;
  freshness: (text: Text, at: Date) => number;
};

// First the unit, by how much is written about it, and then one of the texts that fit there.
function chooseText({ random, site, at, isWait, kind, freshness }: TextChoice): Pick<Choice, "text" | "unit"> {
  const candidates = isWait ? OUTPATIENT_WAITS : inOneLanguage(random, textsFor(site, kind));
  const spots: Spot[] = [...site.units, null].map((unit) => {
    const texts = candidates.filter(({ places }) =>
      (unit ? unit.places : NOWHERE).some((place) => places.includes(place)),
    );
    const fresh = texts.reduce((sum, text) => sum + freshness(text, at), 0);
    return { unit, texts, weight: (unit?.weight ?? NO_UNIT_WEIGHT) * fresh ** 0.7 };
  });
  const { unit, texts } = random.weighted(spots, ({ weight }) => weight);
  return { unit, text: random.weighted(texts, (text) => freshness(text, at)) };
}

function textsFor(site: DemoSite, kind: CaseKind): Text[] {
  const places = [...site.units.flatMap((unit) => unit.places), ...NOWHERE];
  const here = TEXTS.filter(({ countries }) => countries === undefined || countries.includes(site.plan.country));
  const kinds: CaseKind[] = kind === "complaint" && site.plan.country !== "US" ? [kind, "grievance"] : [kind];
  return here.filter(
    (text) => text.kinds.some((each) => kinds.includes(each)) && text.places.some((place) => places.includes(place)),
  );
}

function inOneLanguage(random: Random, texts: Text[]): Text[] {
  const isForeign = random.chance(FOREIGN);
  const ofLanguage = texts.filter(({ language = "en" }) => (language === "en") !== isForeign);
  return ofLanguage.length > 0 ? ofLanguage : texts;
}

// Nobody says paragraphs, and the desk does not take down spelling mistakes.
function channelsFor({ channels, words }: Text, kind: CaseKind): readonly Channel[] {
  if (channels) return channels;
  const isTyped = words.includes("\n\n") || /^\p{Ll}/u.test(words);
  const usual = Object.keys(CHANNELS[kind]) as Channel[];
  return isTyped ? usual.filter((channel) => !SPOKEN.includes(channel)) : usual;
}

// In the United States a written complaint of a patient is always a grievance (42 CFR 482.13(a)(2), interpretive guidelines).
function asTheLawCountsIt(
  random: Random,
  { site, text, kind, channel }: { site: DemoSite } & Omit<Choice, "unit">,
): Pick<Choice, "kind" | "channel"> {
  // Somebody without a name may be the patient.
  const isStranger = text.by === "visitor" || text.by === "staff";
  if (site.plan.country !== "US" || kind !== "complaint" || isStranger || !WRITTEN.includes(channel))
    return { kind, channel };
  const spoken = channelsFor(text, kind).filter((each) => SPOKEN.includes(each));
  return spoken.length > 0 ? { kind, channel: random.pick(spoken) } : { kind: "grievance", channel };
}
