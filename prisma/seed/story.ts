import { yearsBetween } from "@/lib/shared/dates";
import type { Choice } from "./choosing";
import type { DemoPatient } from "./patients";
import type { DemoSite } from "./places";
import type { Random } from "./random";
import { DAY, dateIn, plus } from "./times";
import { fillSlots, type Meanings } from "./words/fill";
import { ADDED, FRAMES } from "./words/frames";
import { localise } from "./words/local";
import { yearsInWords } from "./words/numbers";
import type { Issue, Text } from "./words/text";

/** A case that has come in and has not been logged yet. */
export type Coming = Choice & { site: DemoSite; receivedAt: Date; loggedAt: Date };

/** What is written down of it. */
export type Story = { about: string; words: string; wanted: string | null; issues: readonly Issue[] };

type Telling = { random: Random; coming: Coming; patient: DemoPatient | null; me: string; used: Set<string> };

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = "January February March April May June July August September October November December".split(" ");
const ATTEMPTS = 20;

/** The words of a case, tried again when somebody has already said exactly the same. */
export function tellStory({ random, coming, patient, me, used }: Telling): Story {
  const { text, site } = coming;
  for (let attempt = 1; ; attempt++) {
    const meanings = meaningsOf(random, coming, { patient, me });
    const tell = (template: string) => {
      const filled = fillSlots(template, meanings, random);
      return text.language ? filled : localise(filled, site.plan.country);
    };
    const about = tell(text.about);
    const words = inFrame(random, { said: tell(text.words), coming, meanings });
    if (used.has(words) && attempt < ATTEMPTS) continue;
    used.add(words);
    return { about, words, wanted: text.wanted ? tell(text.wanted) : null, issues: issuesOf(text, about, tell) };
  }
}

function inFrame(
  random: Random,
  { said, coming, meanings }: { said: string; coming: Coming; meanings: Meanings },
): string {
  const { text, channel } = coming;
  if (text.isWhole || text.words.includes("{me}")) return said;
  if (text.language && text.language !== "en") {
    const { on, thanks, reply } = ADDED[text.language];
    const added = random.pick(coming.kind === "compliment" ? ["", on] : ["", on, thanks, reply]);
    return said + fillSlots(added, meanings, random);
  }
  const before = fillSlots(random.pick(FRAMES[channel].before), meanings, random);
  const after = fillSlots(random.pick(FRAMES[channel].after), meanings, random);
  // Of somebody without a name the signature stays empty.
  return (before + said + after).replace(/,?\s+$/u, "");
}

function meaningsOf(
  random: Random,
  { receivedAt, site, text }: Coming,
  { patient, me }: { patient: DemoPatient | null; me: string },
): Meanings {
  const { timeZone, country } = site.plan;
  const visit = dateIn(plus(receivedAt, -random.int(1, 6) * DAY), timeZone);
  const earlier = dateIn(plus(receivedAt, -random.int(16, 60) * DAY), timeZone);
  const month = MONTHS[earlier.getUTCMonth()] ?? "";
  const years = patient?.row.bornOn ? yearsBetween(patient.row.bornOn, receivedAt) : anyAge(random, text);
  return new Map([
    ["me", me],
    ["hello", country === "NZ" ? "Kia ora" : "Hello"],
    ["day", WEEKDAYS[visit.getUTCDay()] ?? ""],
    ["on", `${visit.getUTCDate()}/${visit.getUTCMonth() + 1}`],
    ["date", country === "US" ? `${month} ${earlier.getUTCDate()}` : `${earlier.getUTCDate()} ${month}`],
    ["years", yearsInWords(years)],
  ]);
}

function anyAge(random: Random, { age }: Text): number {
  if (age === "old") return random.int(78, 93);
  return age === "child" ? random.int(4, 10) : random.int(44, 70);
}

function issuesOf(text: Text, about: string, tell: (template: string) => string): Issue[] {
  const { category, severity } = text;
  const summary = text.summary ? tell(text.summary) : about;
  const also = (text.also ?? []).map((issue) => ({ ...issue, summary: tell(issue.summary) }));
  return [{ summary, category, severity }, ...also];
}
