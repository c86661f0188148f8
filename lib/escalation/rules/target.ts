import type { Person } from "@/lib/shared/person";
import type { MatrixRow, TargetRole } from "./matrix";

/** Somebody at the site who can answer. */
export type Answerer = Person & { roles: readonly TargetRole[] };

/** Who is on call, from an instant up to another. */
export type DutyFacts = { personId: string; from: Date; until: Date };

/** Whether somebody is away on the day in question: until when, and who acts for them, where anybody does. */
export type AwayOf = (personId: string) => { until: string; actor: Person | null } | null;

export type Picked = {
  /** Null: everybody of `toRole`, and without that every supervisor and manager. */
  toPersonId: string | null;
  toRole: TargetRole | null;
  /** Whom to tell. */
  toldIds: string[];
  /** Why they: "Asked Dana Ruiz, away until 3 Dec, so Lee Ng." */
  route: string;
};

type Surroundings = {
  /** Everybody active who can answer at the site. */
  people: readonly Answerer[];
  duties: readonly DutyFacts[];
  awayOf: AwayOf;
  now: Date;
};

type Wanted = Pick<MatrixRow, "target" | "fallbackPersonId">;
type Reached = { people: Answerer[]; role: TargetRole | null; steps: string[] };

/**
 * Whom an escalation goes to, and why: the target, else whoever acts for them, else the fallback, else every manager of the site, else
 * its supervisors.
 */
export function pickTarget({ target, fallbackPersonId }: Wanted, around: Surroundings): Picked {
  const steps: string[] = [];
  const tries: (() => Reached)[] = [
    () => reachTarget(target, around),
    ...(fallbackPersonId ? [() => reachPerson(fallbackPersonId, around, "The fallback, ")] : []),
    () => reachRole("manager", around),
    () => reachRole("supervisor", around),
  ];
  for (const attempt of tries) {
    const { people, role, steps: taken } = attempt();
    steps.push(...taken.filter((step) => !steps.includes(step)));
    const [only] = people;
    if (!only) continue;
    const isOne = people.length === 1;
    return {
      toPersonId: isOne ? only.id : null,
      toRole: isOne ? null : role,
      toldIds: people.map(({ id }) => id),
      route: steps.join(" "),
    };
  }
  return { toPersonId: null, toRole: null, toldIds: [], route: [...steps, "Nobody at the site can answer."].join(" ") };
}

function reachTarget(target: MatrixRow["target"], around: Surroundings): Reached {
  switch (target.by) {
    case "role":
      return reachRole(target.role, around);
    case "person":
      return reachPerson(target.personId, around, "");
    case "duty":
      return reachDuty(around);
    default:
      return target satisfies never;
  }
}

function reachDuty(around: Surroundings): Reached {
  const { duties, now } = around;
  const onCall = duties.filter(({ from, until }) => from <= now && now < until);
  if (onCall.length === 0) return { people: [], role: null, steps: ["Nobody is on call."] };
  const reached = [...new Set(onCall.map(({ personId }) => personId))].map((id) =>
    reachPerson(id, around, "On call, "),
  );
  return {
    people: unique(reached.flatMap(({ people }) => people)),
    role: null,
    steps: reached.flatMap(({ steps }) => steps),
  };
}

/** Everybody who holds a role and is here; where nobody of them is, those who act for them. */
function reachRole(role: TargetRole, { people, awayOf }: Surroundings): Reached {
  const holders = people.filter(({ roles }) => roles.includes(role));
  const plural = role === "manager" ? "managers" : "supervisors";
  if (holders.length === 0) return { people: [], role, steps: [`The site has no ${role}.`] };
  const here = holders.filter(({ id }) => awayOf(id) === null);
  if (here.length > 0) {
    return { people: here, role, steps: [`${capital(plural)} of the site: ${listed(here)}.`] };
  }
  const actors = unique(holders.flatMap(({ id }) => people.filter((each) => each.id === awayOf(id)?.actor?.id)));
  if (actors.length === 0) return { people: [], role, steps: [`The ${plural} of the site are away.`] };
  return { people: actors, role: null, steps: [`The ${plural} of the site are away, so ${listed(actors)}.`] };
}

function reachPerson(
  personId: string,
  { people, awayOf }: Surroundings,
  as: "" | "On call, " | "The fallback, ",
): Reached {
  const person = people.find(({ id }) => id === personId);
  const asked = as === "" ? "Asked " : as;
  if (!person) return { people: [], role: null, steps: [`${NOT_HERE[as]} cannot answer at this site any more.`] };
  const away = awayOf(personId);
  if (!away) return { people: [person], role: null, steps: [`${asked}${person.name}.`] };
  const gone = `${asked}${person.name}, away until ${away.until}`;
  if (!away.actor) return { people: [], role: null, steps: [`${gone} without cover.`] };
  const actor = people.find(({ id }) => id === away.actor?.id);
  if (!actor) {
    return { people: [], role: null, steps: [`${gone}; ${away.actor.name} covers and cannot answer here.`] };
  }
  return { people: [actor], role: null, steps: [`${gone}, so ${actor.name}.`] };
}

const NOT_HERE = {
  "": "Whoever the row names",
  "On call, ": "Whoever is on call",
  "The fallback, ": "The fallback",
} as const;

function unique(people: Answerer[]): Answerer[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}

const MOST_NAMES = 5;

function listed(people: Answerer[]): string {
  const names = people.slice(0, MOST_NAMES).map(({ name }) => name);
  const more = people.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** Whom a person's own choice reaches, and over whom; or why it reaches nobody, in a sentence for whoever chose. */
export type Named = { to: Person; route: string | null } | { problem: string };

/** Whom an escalation by hand goes to: the person it names, or whoever acts for them while they are away. Never who escalates. */
export function pickNamed(personId: string, byId: string, { people, awayOf }: Surroundings): Named {
  if (personId === byId) return { problem: `You cannot escalate to yourself. ${CHOOSE}` };
  const person = people.find(({ id }) => id === personId);
  if (!person) return { problem: "Choose a supervisor or manager of this site." };
  const away = awayOf(personId);
  if (!away) return { to: person, route: null };
  const gone = `${person.name} is away until ${away.until}`;
  if (!away.actor) return { problem: `${gone}, and nobody covers for them. ${CHOOSE}` };
  if (away.actor.id === byId) return { problem: `${gone}, and you cover for them. ${CHOOSE}` };
  const cover = people.find(({ id }) => id === away.actor?.id);
  if (!cover) return { problem: `${gone}. ${away.actor.name} covers for them but cannot answer here. ${CHOOSE}` };
  return { to: cover, route: `Asked ${person.name}, away until ${away.until}, so ${cover.name}.` };
}

const CHOOSE = "Choose somebody else, or any supervisor or manager of the site.";

type Sent = { toPersonId: string | null; toRole: TargetRole | null; isUrgent: boolean };

/**
 * Whom to tell of an escalation as it stands: whoever acts for those who are away by now, and at least one manager where somebody is in
 * danger.
 */
export function recipientsOf(sent: Sent, around: Surroundings): string[] {
  const { people } = around;
  const asked = askedOf(sent, around);
  const hasManager = asked.some(({ roles }) => roles.includes("manager"));
  const managers = sent.isUrgent && !hasManager ? reachRole("manager", around).people : [];
  // All of them away and nobody in their place: better disturbed than not told.
  const away = sent.isUrgent && !hasManager && managers.length === 0;
  const disturbed = away ? people.filter(({ roles }) => roles.includes("manager")) : [];
  return unique([...asked, ...managers, ...disturbed]).map(({ id }) => id);
}

function askedOf({ toPersonId, toRole }: Sent, around: Surroundings): Answerer[] {
  const { people, awayOf } = around;
  if (toRole) return reachRole(toRole, around).people;
  if (toPersonId === null) {
    const here = people.filter(({ id }) => awayOf(id) === null);
    return here.length > 0 ? here : reachRole("manager", around).people.concat(reachRole("supervisor", around).people);
  }
  const { toldIds } = pickTarget({ target: { by: "person", personId: toPersonId }, fallbackPersonId: null }, around);
  const reached = toldIds.length > 0 ? toldIds : [toPersonId];
  return people.filter(({ id }) => reached.includes(id));
}
