import { type Arrival, planArrivals } from "./arrivals";
import { type Choice, openTexts, type Uses } from "./choosing";
import type { Chronicle } from "./events";
import type { Wish } from "./naming";
import { type DemoPatient, type Registry, tellRegistration } from "./patients";
import { type Staff, type Worker, workersAt } from "./people";
import type { DemoSite } from "./places";
import type { Random } from "./random";
import { nameReporter, RELATIONS, type Reporter } from "./reporter";
import { type Coming, type Story, tellStory } from "./story";
import { atMinute, DAY, MINUTE, officeTime, plus } from "./times";
import type { AgeBand, Kin } from "./words/text";

/** A case as it came in: all that is known before anybody works on it. */
export type Intake = Coming &
  Story &
  Omit<Reporter, "me"> & {
    logger: Worker;
    patient: DemoPatient | null;
  };

type World = {
  random: Random;
  staff: Staff;
  registry: Registry;
  chronicle: Chronicle;
  /** What has been said word for word, at any site. */
  said: Set<string>;
  uses: Uses;
  from: Date;
  now: Date;
};

const ELDERS: readonly Kin[] = ["mother", "father", "wife", "husband", "grandmother", "grandfather"];

/** Takes in every case of a site, registering patients as they come. Oldest first. */
export function takeIn(world: World, site: DemoSite): Intake[] {
  const { random, from, now } = world;
  const chooseText = openTexts(random, site, world.uses);
  return planArrivals(random, site, { from, now })
    .map((arrival) => come(world, site, { ...chooseText(arrival.day, arrival.isWait), arrival }))
    .toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
    .map((coming) => log(world, coming));
}

function come({ random, now }: World, site: DemoSite, entry: Choice & { arrival: Arrival }): Coming {
  const { arrival, ...choice } = entry;
  const zone = site.plan.timeZone;
  const receivedAt = receiptOf(random, { arrival, channel: choice.channel, zone, now });
  const isSpoken = choice.channel === "phone" || choice.channel === "in_person";
  const prompt = plus(receivedAt, random.int(3, 25) * MINUTE + random.int(0, 59_999));
  const loggedAt = isSpoken ? prompt : officeTime(random, prompt, zone);
  const latest = plus(receivedAt, (now.getTime() - receivedAt.getTime()) * 0.45);
  return { ...choice, site, receivedAt, loggedAt: loggedAt < plus(now, -MINUTE) ? loggedAt : latest };
}

function receiptOf(
  random: Random,
  { arrival, channel, zone, now }: { arrival: Arrival; channel: Choice["channel"]; zone: string; now: Date },
): Date {
  if (arrival.minutesAgo !== null) return arrival.day;
  const minute = {
    phone: () => 8 * 60 + 20 + (random.next() + random.next()) * 265,
    in_person: () => 9 * 60 + (random.next() + random.next()) * 230,
    email: () => 6 * 60 + 30 + random.next() * 960,
    portal: () => 6 * 60 + 30 + random.next() * 1000,
    letter: () => 9 * 60 + random.next() * 130,
    survey: () => 7 * 60 + random.next() * 870,
  }[channel]();
  const at = plus(atMinute(arrival.day, zone, minute), random.int(0, 59_999));
  return at < plus(now, -12 * 60 * MINUTE) ? at : plus(at, -DAY);
}

function log(world: World, coming: Coming): Intake {
  const { random, staff, said: used } = world;
  const { site, loggedAt } = coming;
  const logger = random.pick(workersAt(staff, { site, roles: ["associate"], at: loggedAt }));
  const patient = findPatient(world, coming, logger);
  const reporter = nameReporter(random, coming, patient);
  const { me, ...named } = reporter;
  return { ...coming, logger, patient, ...named, ...tellStory({ random, coming, patient, me, used }) };
}

function findPatient({ random, registry, chronicle }: World, coming: Coming, logger: Worker): DemoPatient | null {
  const { site, text, channel, loggedAt } = coming;
  const isStranger = text.by === "visitor" || text.by === "staff" || text.by === "anonymous";
  if (isStranger || random.chance(channel === "survey" ? 0.55 : 0.05)) return null;
  const at = plus(loggedAt, -random.int(20, 110) * 1000);
  const patient = registry.find({ site, by: logger.row, at, wish: wishOf(random, coming) });
  if (patient.row.createdAt === at) tellRegistration(chronicle, patient, logger.row);
  return patient;
}

// Whoever writes in English is taken to speak it, but a relative may write for somebody who does not.
function wishOf(random: Random, { text, unit }: Coming): Wish {
  const { language, kin, sex, age, hasDied, needsInterpreter } = text;
  const isBirth = unit?.places.includes("maternity") && kin === undefined;
  const wish: Wish = {
    sex: sex ?? (isBirth ? "f" : kin && RELATIONS[kin].patient),
    age: age ?? (isBirth ? "young" : usualAge(unit, kin)),
    hasDied,
  };
  if (language) return { ...wish, language };
  if (needsInterpreter) return { ...wish, needsInterpreter };
  if (random.chance(kin ? 0.72 : 0.88)) return { ...wish, language: "en" };
  return kin ? wish : { ...wish, needsInterpreter: false };
}

function usualAge(unit: Coming["unit"], kin: Kin | undefined): AgeBand | undefined {
  if (unit?.places.some((place) => place === "residence" || place === "dementia")) return "old";
  return kin !== undefined && ELDERS.includes(kin) ? "grown" : undefined;
}
