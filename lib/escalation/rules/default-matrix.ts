import { DANGER_FACTS, MATRIX_FACTS, type Matrix, type MatrixFact, matrixSchema } from "./matrix";

const HOUR = 60;
/** Of eight working hours. */
const WORKING_DAY = 8 * HOUR;

/**
 * What holds at a site until its administrator saves a matrix: our own, to be changed. Harm, abuse and neglect go to whoever is on call,
 * and from there to the managers; rights, and what is late, to the supervisors and up.
 */
export const DEFAULT_MATRIX: Matrix = matrixSchema.parse({
  rows: [
    {
      id: "danger",
      when: { facts: ["allegesAbuse", "allegesNeglect", "allegesHarm"] },
      level: 3,
      target: { by: "role", role: "manager" },
      fallbackPersonId: null,
      answerWithinMinutes: HOUR,
      counts: "calendar",
      ifUnanswered: { do: "go_on", rowId: "danger-unanswered" },
      overridesQuietHours: true,
    },
    {
      id: "rights",
      when: { facts: ["isMedicareRights", "allegesNonCompliance"] },
      level: 2,
      target: { by: "role", role: "manager" },
      fallbackPersonId: null,
      answerWithinMinutes: WORKING_DAY,
      counts: "business",
      ifUnanswered: { do: "repeat" },
      overridesQuietHours: false,
    },
    {
      id: "late",
      when: { clock: { state: "late", clock: null } },
      level: 2,
      target: { by: "role", role: "supervisor" },
      fallbackPersonId: null,
      answerWithinMinutes: WORKING_DAY,
      counts: "business",
      ifUnanswered: { do: "go_on", rowId: "unanswered" },
      overridesQuietHours: false,
    },
    {
      id: "old",
      when: { ageDaysAtLeast: 90, kinds: ["complaint", "grievance"] },
      level: 2,
      target: { by: "role", role: "manager" },
      fallbackPersonId: null,
      answerWithinMinutes: 3 * WORKING_DAY,
      counts: "business",
      ifUnanswered: { do: "repeat" },
      overridesQuietHours: false,
    },
    {
      id: "silent",
      when: { unheardDaysAtLeast: 30, kinds: ["complaint", "grievance"] },
      level: 1,
      target: { by: "role", role: "supervisor" },
      fallbackPersonId: null,
      answerWithinMinutes: 2 * WORKING_DAY,
      counts: "business",
      ifUnanswered: { do: "go_on", rowId: "unanswered" },
      overridesQuietHours: false,
    },
    {
      id: "unanswered",
      when: null,
      level: 2,
      target: { by: "role", role: "manager" },
      fallbackPersonId: null,
      answerWithinMinutes: WORKING_DAY,
      counts: "business",
      ifUnanswered: { do: "repeat" },
      overridesQuietHours: false,
    },
    {
      id: "danger-unanswered",
      when: null,
      level: 4,
      target: { by: "role", role: "manager" },
      fallbackPersonId: null,
      answerWithinMinutes: HOUR,
      counts: "calendar",
      ifUnanswered: { do: "repeat" },
      overridesQuietHours: true,
    },
  ],
  byHand: { answerWithinMinutes: WORKING_DAY, counts: "business", ifUnanswered: { do: "go_on", rowId: "unanswered" } },
});

/**
 * The default for a site whose rules ask for these facts alone: what nobody there is asked, like rights under a law of another country,
 * makes no row. Danger counts everywhere.
 */
export function defaultMatrixFor(asked: readonly MatrixFact[]): Matrix {
  const isAsked = (fact: MatrixFact) => asked.includes(fact) || DANGER_FACTS.some((danger) => danger === fact);
  const rows = DEFAULT_MATRIX.rows.flatMap((row) => {
    if (!row.when?.facts) return [row];
    const [first, ...others] = row.when.facts.filter(isAsked);
    return first ? [{ ...row, when: { ...row.when, facts: [first, ...others] } }] : [];
  });
  return matrixSchema.parse({ ...DEFAULT_MATRIX, rows });
}

/** Which facts a matrix may ask for where any of these packs hold. */
export function matrixFactsOf(asks: readonly { fact: string }[]): MatrixFact[] {
  return MATRIX_FACTS.filter((each) => asks.some(({ fact }) => fact === each));
}

/** The version of the default matrix, which is saved nowhere. */
export const DEFAULT_VERSION = 0;

export const DEFAULT_QUIET_HOURS = { from: "20:00", until: "07:00" };
