import { describe, expect, test } from "vitest";
import { getCase } from "@/lib/case/queries/detail";
import { spokenGroups } from "@/lib/case/rules";
import { answerEscalation } from "@/lib/escalation/mutations/answer-escalation";
import { addIssue } from "@/lib/issue/mutations/add-issue";
import { addIssueSchema } from "@/lib/issue/schema";
import { newId } from "@/lib/shared/ids";
import { outcomeOf } from "../../support/evidence";
import {
  aCase,
  anEscalation,
  aPatient,
  aPerson,
  aSite,
  aUnit,
  aViewer,
  NOW,
  userCtxFor,
} from "../../support/factories";

describe("a case's page", () => {
  test("tells all that is known of it", async () => {
    const site = await aSite();
    const unit = await aUnit(site, "Ward 4");
    const [logger, owner] = [await aPerson({ site, name: "Dana" }), await aPerson({ site, name: "Ana" })];
    const patient = await aPatient({ site, name: "Ileana Marcu", bornOn: "1959-03-12", needsInterpreter: true });
    const given = await aCase({
      site,
      unitId: unit.id,
      patientId: patient.id,
      loggedById: logger.id,
      ownerId: owner.id,
      state: "waiting",
      reporterKind: "visitor",
      reporterName: "Jo Price",
      reporterContact: "020 7946 0000",
      words: "One.\nTwo.",
      wanted: "An apology",
    });
    const escalation = await anEscalation({
      caseId: given.id,
      siteId: site.id,
      raisedById: owner.id,
      toPersonId: owner.id,
    });
    const detail = await getCase(await aViewer({ site }), given.reference, NOW);
    expect(detail).toMatchObject({
      id: given.id,
      reference: given.reference,
      words: "One.\nTwo.",
      wanted: "An apology",
      channel: "phone",
      reporterName: "Jo Price",
      reporterContact: "020 7946 0000",
      unit: "Ward 4",
      unitId: unit.id,
      owner: { id: owner.id, name: "Ana" },
      loggedBy: { id: logger.id, name: "Dana" },
      loggedAt: NOW.toISOString(),
      closedAt: null,
      version: 1,
      isEscalated: true,
      patient: { id: patient.id, name: "Ileana Marcu", age: 67, needsInterpreter: true },
      issues: [],
      otherCases: [],
      escalation: {
        id: escalation.id,
        reason: "Needs a decision today.",
        raisedBy: { name: "Ana" },
        to: { name: "Ana" },
        answer: null,
        answeredBy: null,
      },
    });
  });

  test("opens under its reference however it is typed", async () => {
    const site = await aSite();
    const given = await aCase({ site });
    const viewer = await aViewer({ site });
    const groups = spokenGroups(given.reference);
    for (const typed of [groups.join(" "), groups.slice(1).join(""), given.reference.toLowerCase()]) {
      expect((await getCase(viewer, typed, NOW)).id).toBe(given.id);
    }
  });

  test.each(["", "hello", "PR-26-000001-0", "PR-90-999999-9", "%", "\u0000", newId()])(
    "is not found under %j",
    async (typed) => {
      const site = await aSite();
      await aCase({ site });
      expect(await outcomeOf(getCase(await aViewer({ site }), typed, NOW))).toBe("NOT_FOUND");
    },
  );

  test("lists the issues in the order in which they were raised", async () => {
    const site = await aSite();
    const dana = await aViewer({ site });
    const given = await aCase({ site });
    for (const summary of ["first", "second", "third"]) {
      await addIssue(
        userCtxFor(dana),
        addIssueSchema.parse({ issueId: newId(), caseId: given.id, summary, severity: "1" }),
      );
    }
    expect((await getCase(dana, given.reference, NOW)).issues.map(({ summary }) => summary)).toEqual([
      "first",
      "second",
      "third",
    ]);
  });

  test("shows the patient's other cases, eight at most, the newest first, and none of another site", async () => {
    const [site, other] = [await aSite(), await aSite()];
    const patient = await aPatient({ site });
    const given = await aCase({ site, patientId: patient.id });
    for (let day = 1; day <= 10; day++) {
      await aCase({ site, patientId: patient.id, about: `day ${day}`, receivedAt: new Date(Date.UTC(2026, 3, day)) });
    }
    await aCase({ site: other, patientId: patient.id, about: "elsewhere" });
    const { otherCases } = await getCase(await aViewer({ site }), given.reference, NOW);
    expect(otherCases.map(({ about }) => about)).toEqual([10, 9, 8, 7, 6, 5, 4, 3].map((day) => `day ${day}`));
  });

  test("shows no escalation once it is answered", async () => {
    const site = await aSite();
    const sam = await aViewer({ site, role: "supervisor" });
    const given = await aCase({ site });
    const { id: escalationId } = await anEscalation({ caseId: given.id, siteId: site.id });
    expect((await getCase(sam, given.reference, NOW)).may).toMatchObject({ answerEscalation: true, escalate: false });
    await answerEscalation(userCtxFor(sam), { escalationId, answer: "Do it." });
    const after = await getCase(sam, given.reference, NOW);
    expect(after.escalation).toBeNull();
    expect(after.may).toMatchObject({ answerEscalation: false, escalate: true });
  });

  test.each([
    ["associate", "new", "work take note escalate"],
    ["associate", "closed", "note"],
    ["supervisor", "new", "work assign take note escalate"],
    ["supervisor", "closed", "note"],
    ["auditor", "new", ""],
  ] as const)("says what %s may do to a case that is %s: %s", async (role, state, deeds) => {
    const site = await aSite();
    const given = await aCase({ site, state });
    const { may } = await getCase(await aViewer({ site, role }), given.reference, NOW);
    const allowed = Object.entries(may).filter(([, isAllowed]) => isAllowed);
    expect(allowed.map(([deed]) => deed).toSorted()).toEqual(deeds.split(" ").filter(Boolean).toSorted());
  });
});
