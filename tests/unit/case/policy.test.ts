import { describe, expect, test } from "vitest";
import {
  canAddNote,
  canAnswerEscalation,
  canAnswerKindChange,
  canAssignCase,
  canEscalateCase,
  canTakeCase,
  canWorkCase,
} from "@/lib/case/policy";
import { CaseState } from "@/lib/case/schema";
import { Role } from "@/lib/platform/generated/enums";

const HERE = "here";
const ME = "me";
const WORKERS: Role[] = ["associate", "supervisor", "manager"];
const LEADERS: Role[] = ["supervisor", "manager"];
const OWNERS = { nobody: null, "the viewer": ME, "somebody else": "other" };
const ESCALATIONS = {
  none: null,
  "one to any supervisor": { toPersonId: null },
  "one to the viewer": { toPersonId: ME },
  "one to somebody else": { toPersonId: "other" },
};

const holder = (role: Role, siteId = HERE) => ({ personId: ME, grants: [{ role, siteId, unitId: null }] });

type Situation = {
  role: Role;
  state: CaseState;
  owner: keyof typeof OWNERS;
  escalation: keyof typeof ESCALATIONS;
};

const situations: Situation[] = Object.values(Role).flatMap((role) =>
  Object.values(CaseState).flatMap((state) =>
    Object.keys(OWNERS).flatMap((owner) =>
      Object.keys(ESCALATIONS).map((escalation) => ({ role, state, owner, escalation }) as Situation),
    ),
  ),
);

function factsOf({ state, owner, escalation }: Situation) {
  return { siteId: HERE, state, ownerId: OWNERS[owner], escalation: ESCALATIONS[escalation] };
}

const isOpen = ({ state }: Situation) => state !== "closed";
const isWorker = ({ role }: Situation) => WORKERS.includes(role);
const isLeader = ({ role }: Situation) => LEADERS.includes(role);

describe("who may do what to a case", () => {
  test.each([
    ["works it", canWorkCase, (one: Situation) => isWorker(one) && isOpen(one)],
    ["adds a note, also when it is closed", canAddNote, isWorker],
    ["assigns it", canAssignCase, (one: Situation) => isLeader(one) && isOpen(one)],
    [
      "takes it: anybody who works there when nobody has it, only who assigns when somebody else has it",
      canTakeCase,
      (one: Situation) =>
        isOpen(one) && ((one.owner === "nobody" && isWorker(one)) || (one.owner === "somebody else" && isLeader(one))),
    ],
    [
      "escalates it, once at a time",
      canEscalateCase,
      (one: Situation) => isWorker(one) && isOpen(one) && one.escalation === "none",
    ],
    [
      "answers its escalation, whoever it went to",
      canAnswerEscalation,
      (one: Situation) => isLeader(one) && one.escalation !== "none",
    ],
  ])("%s", (_deed, isAllowed, expected) => {
    const wrong = situations.filter((one) => isAllowed(holder(one.role), factsOf(one)) !== expected(one));
    expect(wrong).toEqual([]);
    const elsewhere = situations.filter((one) => isAllowed(holder(one.role, "elsewhere"), factsOf(one)));
    expect(elsewhere).toEqual([]);
  });

  test("somebody without a role may do nothing", () => {
    const deeds = [canWorkCase, canAddNote, canAssignCase, canTakeCase, canEscalateCase, canAnswerEscalation];
    const nobody = { personId: ME, grants: [] };
    expect(situations.filter((one) => deeds.some((isAllowed) => isAllowed(nobody, factsOf(one))))).toEqual([]);
  });

  test("two roles add up", () => {
    const both = { personId: ME, grants: [...holder("auditor").grants, ...holder("supervisor").grants] };
    expect(canAssignCase(both, { siteId: HERE, state: "new", ownerId: null, escalation: null })).toBe(true);
  });
});

test.each(situations)(
  "a lower kind of a $state case is answered by any $role who works it, but who proposed it",
  (given) => {
    const { role, state, owner, escalation } = given;
    const facts = { siteId: HERE, state, ownerId: OWNERS[owner], escalation: ESCALATIONS[escalation] };
    expect(canAnswerKindChange(holder(role), facts, "other")).toBe(WORKERS.includes(role) && state !== "closed");
    expect(canAnswerKindChange(holder(role), facts, ME)).toBe(false);
    expect(canAnswerKindChange(holder(role, "elsewhere"), facts, "other")).toBe(false);
  },
);
