import { type Condition, DANGER_FACTS, groupOf, type Matrix, type MatrixRow, rowsInOrder } from "./matrix";
import type { Answerer, DutyFacts } from "./target";

/** What is wrong with a matrix, and where: the name of a field of the form. */
export type MatrixProblem = { field: string; message: string };

type Around = {
  /** Everybody active who can answer at the site. */
  people: readonly Answerer[];
  /** Those that have not ended. */
  duties: readonly DutyFacts[];
};

/**
 * Why a matrix cannot hold: it points at nobody, goes in a circle, has a row that is never reached, or leaves somebody in danger until
 * the morning.
 */
export function checkMatrix(matrix: Matrix, around: Around): MatrixProblem[] {
  return [
    ...findTwins(matrix),
    ...matrix.rows.flatMap((row, index) => findNobody(row, `matrix.rows[${index}]`, around)),
    ...findLostSteps(matrix),
    ...findCircles(matrix),
    ...findUnreached(matrix),
    ...findDangers(matrix),
  ];
}

function findTwins({ rows }: Matrix): MatrixProblem[] {
  return rows.flatMap(({ id }, index) =>
    rows.findIndex((row) => row.id === id) < index
      ? [{ field: `matrix.rows[${index}].id`, message: "This row is here twice. Remove one of them." }]
      : [],
  );
}

function findNobody({ target, fallbackPersonId }: MatrixRow, at: string, { people, duties }: Around): MatrixProblem[] {
  const knows = (personId: string) => people.some(({ id }) => id === personId);
  const problems: MatrixProblem[] = [];
  const field = `${at}.target`;
  if (target.by === "role" && !people.some(({ roles }) => roles.includes(target.role))) {
    const message = `Nobody is a ${target.role} of this site. Choose somebody else, or give somebody the role first.`;
    problems.push({ field, message });
  }
  if (target.by === "person" && !knows(target.personId)) {
    const message = "This person cannot answer here: choose a supervisor or manager of this site who can sign in.";
    problems.push({ field, message });
  }
  if (target.by === "duty" && fallbackPersonId === null && duties.length === 0) {
    const message = "Nobody is on call, now or later. Name a fallback, or fill the on-call list first.";
    problems.push({ field, message });
  }
  if (fallbackPersonId && !knows(fallbackPersonId)) {
    const message = "This person cannot answer here: choose a supervisor or manager of this site, or nobody.";
    problems.push({ field: `${at}.fallbackPersonId`, message });
  }
  if (target.by === "person" && fallbackPersonId === target.personId) {
    const message = "The fallback is who was asked before. Choose somebody else, or nobody.";
    problems.push({ field: `${at}.fallbackPersonId`, message });
  }
  return problems;
}

const nextOf = ({ ifUnanswered }: Pick<MatrixRow, "ifUnanswered">): string | null =>
  ifUnanswered.do === "go_on" ? ifUnanswered.rowId : null;

function findLostSteps({ rows, byHand }: Matrix): MatrixProblem[] {
  const from = [
    ...rows.map((row, index) => ({ field: `matrix.rows[${index}].ifUnanswered`, to: nextOf(row) })),
    { field: "matrix.byHand.ifUnanswered", to: nextOf(byHand) },
  ];
  return from.flatMap(({ field, to }) =>
    to !== null && !rows.some(({ id }) => id === to)
      ? [{ field, message: "The row that follows is not there any more. Choose another." }]
      : [],
  );
}

function findCircles({ rows }: Matrix): MatrixProblem[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return rows.flatMap((row, index) => {
    const passed: string[] = [];
    for (let id = nextOf(row); id !== null && !passed.includes(id); id = nextOf(byId.get(id) ?? LAST)) passed.push(id);
    if (!passed.includes(row.id)) return [];
    const way = passed.slice(0, passed.indexOf(row.id)).map((id) => rows.findIndex((each) => each.id === id) + 1);
    const over = way.length === 0 ? "" : ` over row ${way.join(", ")}`;
    const message = `This goes in a circle: row ${index + 1} leads back to itself${over}. Let one of them end, or tell again.`;
    return [{ field: `matrix.rows[${index}].ifUnanswered`, message }];
  });
}

const LAST = { ifUnanswered: { do: "nothing" } } as const;

function findUnreached(matrix: Matrix): MatrixProblem[] {
  const { rows, byHand } = matrix;
  const inOrder = rowsInOrder(matrix);
  const ledTo = [...rows, byHand].map(nextOf);
  return rows.flatMap((row, index) => {
    const field = `matrix.rows[${index}].when`;
    if (row.when === null) {
      if (ledTo.includes(row.id)) return [];
      return [{ field, message: "Nothing leads here: give the row a condition, or let another row go on to it." }];
    }
    const { when } = row;
    if (Object.keys(when).length === 0) {
      return [{ field, message: "Say when this row holds: it asks for nothing, so it would hold for every case." }];
    }
    const place = inOrder.findIndex(({ id }) => id === row.id);
    const cover = inOrder.slice(0, place).find((earlier) => covers(earlier.when, when));
    if (!cover) return [];
    const number = rows.findIndex(({ id }) => id === cover.id) + 1;
    return [
      { field, message: `This row is never reached: row ${number} holds whenever it does. Move it up, or remove it.` },
    ];
  });
}

/** Whether `wide` holds wherever `narrow` does, among rows of one group. */
export function covers(wide: Condition, narrow: Condition): boolean {
  if (groupOf(wide) !== groupOf(narrow)) return false;
  const within = (all: readonly string[] | undefined, some: readonly string[] | undefined) =>
    all === undefined || (some?.every((each) => all.includes(each)) ?? false);
  const atLeast = (low: number | undefined, high: number | undefined) =>
    low === undefined || (high !== undefined && high >= low);
  const isClockWithin =
    wide.clock === undefined ||
    (wide.clock.state === narrow.clock?.state && [null, narrow.clock.clock].includes(wide.clock.clock));
  return (
    within(wide.kinds, narrow.kinds) &&
    within(wide.facts, narrow.facts) &&
    isClockWithin &&
    NUMBERS.every((key) => atLeast(wide[key], narrow[key]))
  );
}

const NUMBERS = [
  "severityAtLeast",
  "harmAtLeast",
  "ageDaysAtLeast",
  "unheardDaysAtLeast",
  "repeatsAtLeast",
] as const satisfies readonly (keyof Condition)[];

function findDangers({ rows }: Matrix): MatrixProblem[] {
  const open = DANGER_FACTS.filter(
    (fact) => !rows.some(({ when, overridesQuietHours }) => overridesQuietHours && isOnlyAbout(when, fact)),
  );
  if (open.length === 0) return [];
  const words = open.map((fact) => fact.slice("alleges".length).toLowerCase()).join(", ");
  const message = `No row is for immediate danger (${words}). Add one that holds for it whatever else the case is, and at any hour.`;
  return [{ field: "matrix.rows", message }];
}

function isOnlyAbout(when: Condition | null, fact: (typeof DANGER_FACTS)[number]): boolean {
  return when !== null && Object.keys(when).length === 1 && (when.facts?.includes(fact) ?? false);
}
