import { describe, expect, test } from "vitest";
import { type AwayOf, pickNamed, pickTarget, recipientsOf } from "@/lib/escalation/rules/target";
import { ANA, BEN, CY, NOW, PEOPLE } from "./matrices";

const GONE = "018f2c5e-0000-7000-8000-00000000000d";
const here: AwayOf = () => null;
const away =
  (who: Record<string, string | null>): AwayOf =>
  (personId) =>
    personId in who ? { until: "3 Dec 2026", actor: named(who[personId]) } : null;
function named(id: string | null | undefined) {
  return id ? (PEOPLE.find((each) => each.id === id) ?? { id, name: "Gus" }) : null;
}
const person = (personId: string) => ({ by: "person", personId }) as const;
const role = (name: "supervisor" | "manager") => ({ by: "role", role: name }) as const;
const DUTY = { by: "duty" } as const;
const HOUR = 3_600_000;
const onCall = (personId: string, from = -1, until = 1) => ({
  personId,
  from: new Date(NOW.getTime() + from * HOUR),
  until: new Date(NOW.getTime() + until * HOUR),
});

describe("an escalation goes to", () => {
  test.each([
    ["one person", person(BEN), null, here, [], [BEN], "Asked Ben."],
    ["their cover", person(BEN), null, away({ [BEN]: CY }), [], [CY], "Asked Ben, away until 3 Dec 2026, so Cy."],
    [
      "the fallback, without cover",
      person(BEN),
      CY,
      away({ [BEN]: null }),
      [],
      [CY],
      "Asked Ben, away until 3 Dec 2026 without cover. The fallback, Cy.",
    ],
    [
      "the fallback's cover",
      person(BEN),
      CY,
      away({ [BEN]: null, [CY]: ANA }),
      [],
      [ANA],
      "Asked Ben, away until 3 Dec 2026 without cover. The fallback, Cy, away until 3 Dec 2026, so Ana.",
    ],
    [
      "the managers, where a fallback is missing too",
      person(GONE),
      null,
      here,
      [],
      [ANA],
      "Whoever the row names cannot answer at this site any more. Managers of the site: Ana.",
    ],
    [
      "the supervisors, where no manager is here",
      person(GONE),
      GONE,
      away({ [ANA]: null }),
      [],
      [BEN, CY],
      "Whoever the row names cannot answer at this site any more. The fallback cannot answer at this site any more. The managers of the site are away. Supervisors of the site: Ben, Cy.",
    ],
    ["all who hold a role", role("supervisor"), null, here, [], [BEN, CY], "Supervisors of the site: Ben, Cy."],
    [
      "those of them who are here",
      role("supervisor"),
      null,
      away({ [BEN]: CY }),
      [],
      [CY],
      "Supervisors of the site: Cy.",
    ],
    [
      "those who act for all of them",
      role("supervisor"),
      null,
      away({ [BEN]: ANA, [CY]: ANA }),
      [],
      [ANA],
      "The supervisors of the site are away, so Ana.",
    ],
    ["whoever is on call", DUTY, null, here, [onCall(CY)], [CY], "On call, Cy."],
    ["both who are", DUTY, null, here, [onCall(BEN), onCall(CY)], [BEN, CY], "On call, Ben. On call, Cy."],
    [
      "the fallback, where nobody is on call any more",
      DUTY,
      BEN,
      here,
      [onCall(CY, -2, 0)],
      [BEN],
      "Nobody is on call. The fallback, Ben.",
    ],
    [
      "the managers, where nobody is on call yet",
      DUTY,
      null,
      here,
      [onCall(CY, 1, 2)],
      [ANA],
      "Nobody is on call. Managers of the site: Ana.",
    ],
    [
      "the cover of whoever is on call",
      DUTY,
      null,
      away({ [CY]: BEN }),
      [onCall(CY)],
      [BEN],
      "On call, Cy, away until 3 Dec 2026, so Ben.",
    ],
  ] as const)("%s", (_what, target, fallbackPersonId, awayOf, duties, toldIds, route) => {
    const picked = pickTarget({ target, fallbackPersonId }, { people: PEOPLE, duties, awayOf, now: NOW });
    expect(picked).toMatchObject({ toldIds, route, toPersonId: toldIds.length === 1 ? toldIds[0] : null });
  });

  test("nobody, and says so, where nobody can answer", () => {
    const picked = pickTarget(
      { target: role("manager"), fallbackPersonId: null },
      { people: [], duties: [], awayOf: here, now: NOW },
    );
    expect(picked).toEqual({
      ...{ toPersonId: null, toRole: null, toldIds: [] },
      route: "The site has no manager. The site has no supervisor. Nobody at the site can answer.",
    });
  });

  test("somebody of whom a cover is not at the site only until they are away", () => {
    const picked = pickTarget(
      { target: person(BEN), fallbackPersonId: null },
      { people: PEOPLE, duties: [], awayOf: away({ [BEN]: GONE }), now: NOW },
    );
    expect(picked.toPersonId).toBe(ANA);
    expect(picked.route).toBe(
      "Asked Ben, away until 3 Dec 2026; Gus covers and cannot answer here. Managers of the site: Ana.",
    );
  });
});

describe("an escalation by hand", () => {
  const pick = (awayOf: AwayOf, personId = BEN, byId = ANA) =>
    pickNamed(personId, byId, { people: PEOPLE, duties: [], awayOf, now: NOW });

  test("goes to the person it names", () => {
    expect(pick(here)).toMatchObject({ to: { id: BEN }, route: null });
  });

  test("goes to whoever acts for them while they are away, and says so", () => {
    expect(pick(away({ [BEN]: CY }))).toMatchObject({
      to: { id: CY },
      route: "Asked Ben, away until 3 Dec 2026, so Cy.",
    });
  });

  test.each<[string, AwayOf, string, string]>([
    ["oneself", here, ANA, "You cannot escalate to yourself."],
    ["somebody who cannot answer", here, GONE, "Choose a supervisor or manager of this site."],
    ["nobody in their place", away({ [BEN]: null }), BEN, "Ben is away until 3 Dec 2026, and nobody covers for them."],
    ["oneself in their place", away({ [BEN]: ANA }), BEN, "Ben is away until 3 Dec 2026, and you cover for them."],
    [
      "a cover who cannot answer",
      away({ [BEN]: GONE }),
      BEN,
      "Ben is away until 3 Dec 2026. Gus covers for them but cannot answer here.",
    ],
  ])("is refused where it would go to %s", (_who, awayOf, personId, words) => {
    expect(pick(awayOf, personId)).toEqual({ problem: expect.stringContaining(words) });
  });
});

describe("who is told", () => {
  const around = { people: PEOPLE, duties: [], awayOf: here, now: NOW };
  test.each([
    ["of one's own", { toPersonId: BEN, toRole: null, isUrgent: false }, [BEN]],
    ["of a role's", { toPersonId: null, toRole: "supervisor", isUrgent: false }, [BEN, CY]],
    ["of anybody's", { toPersonId: null, toRole: null, isUrgent: false }, [ANA, BEN, CY]],
    ["of danger: a manager too", { toPersonId: BEN, toRole: null, isUrgent: true }, [BEN, ANA]],
    ["of danger with a manager among them: they", { toPersonId: ANA, toRole: null, isUrgent: true }, [ANA]],
  ] as const)("%s", (_what, standing, ids) => {
    expect(recipientsOf(standing, around)).toEqual(ids);
  });

  test.each([
    ["the cover of whoever it went to, once they are away", BEN, away({ [BEN]: CY }), [CY]],
    ["the managers, where nobody covers", BEN, away({ [BEN]: null }), [ANA]],
    ["whoever it went to, where nobody else is here", BEN, away({ [ANA]: null, [BEN]: null, [CY]: null }), [BEN]],
    ["those who act for all of them", null, away({ [ANA]: CY, [BEN]: CY, [CY]: CY }), [CY]],
  ] as const)("while people are away: %s", (_who, toPersonId, awayOf, ids) => {
    expect(recipientsOf({ toPersonId, toRole: null, isUrgent: false }, { ...around, awayOf })).toEqual(ids);
  });

  test("of danger: the managers all the same where all of them are away and nobody acts for them", () => {
    const nobody = { ...around, awayOf: away({ [ANA]: null, [BEN]: null, [CY]: null }) };
    expect(recipientsOf({ toPersonId: null, toRole: "manager", isUrgent: true }, nobody)).toEqual([ANA]);
    expect(recipientsOf({ toPersonId: null, toRole: "manager", isUrgent: false }, nobody)).toEqual([]);
  });
});
