import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assignCase } from "@/lib/case/mutations/assign-case";
import { closeCase, reopenCase } from "@/lib/case/mutations/close-case";
import { answerCase, moveCase, waitOnCase } from "@/lib/case/mutations/move-case";
import { movesOf } from "@/lib/case/policy";
import type { CaseState } from "@/lib/case/schema";
import { nextState, whatIsMissing } from "@/lib/case/workflow";
import type { UserCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { Role } from "@/lib/platform/generated/enums";
import { outcomeOf } from "../../support/evidence";
import { aCase, anIssue, aSite, aViewer, userCtxFor } from "../../support/factories";

const EVENTS = ["assign", "investigate", "wait", "resume", "draft_response", "answer", "close", "reopen"] as const;
type Event = (typeof EVENTS)[number];
type Given = { caseId: string; expectedState: CaseState; ownerId: string | null; issueId: string };

const TOLD = { answeredVia: "phone", answeredOn: "2026-05-12" } as const;

function attemptOf(event: Event, ctx: UserCtx, { caseId, expectedState, ownerId, issueId }: Given): Promise<unknown> {
  switch (event) {
    case "assign":
      return assignCase(ctx, { caseId, expectedOwnerId: ownerId, ownerId: ctx.viewer.personId });
    case "wait":
      return waitOnCase(ctx, { caseId, expectedState, waitingFor: "unit", reason: "Their account.", until: null });
    case "answer":
      return answerCase(ctx, { caseId, expectedState, ...TOLD });
    case "close":
      return closeCase(ctx, {
        ...{
          caseId,
          expectedState,
          ...TOLD,
          expectedKind: "complaint",
          outcome: "satisfied",
          summary: "Done.",
          hasChanged: "no",
          lesson: "None.",
        },
        ...{
          openRequestsReason: null,
          promises: [],
          issues: [{ issueId, finding: "upheld", answer: "We are sorry." }],
        },
      });
    case "reopen":
      return reopenCase(ctx, { caseId, reason: "They wrote again." });
    default:
      return moveCase(ctx, { caseId, expectedState, event });
  }
}

describe("a case in the database", () => {
  test("is only ever moved as the table says, whoever tries what in whatever order", async () => {
    const site = await aSite();
    const people = new Map<Role, UserCtx>();
    for (const role of Object.values(Role)) people.set(role, userCtxFor(await aViewer({ site, role })));
    const step = fc.record({
      event: fc.constantFrom(...EVENTS),
      role: fc.oneof({ weight: 3, arbitrary: fc.constant(Role.supervisor) }, fc.constantFrom(...Object.values(Role))),
    });
    const story = fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 14 }), async (steps) => {
      const { id: caseId } = await aCase({ site });
      const { id: issueId } = await anIssue({ caseId, siteId: site.id });
      let state: CaseState = "new";
      for (const { event, role } of steps) {
        const ctx = people.get(role);
        if (!ctx) throw new Error("nobody holds this role");
        const before = await systemDb().case.findUniqueOrThrow({ where: { id: caseId }, include: { issues: true } });
        const issues = before.issues.map(({ id, finding, answer }) => ({
          id,
          hasFinding: finding !== null,
          hasAnswer: answer !== null,
        }));
        const none = { isEscalated: false, openRequests: 0, openPromises: 0, letter: null };
        const facts = { ...before, ...none, isTold: before.answeredAt !== null, issues };
        // The closing brings with it what is missing.
        const isReady = event === "close" || whatIsMissing(event, facts).length === 0;
        const isOwner = event !== "assign" || role === "supervisor" || role === "manager";
        const isAllowed = movesOf(ctx.viewer, { siteId: site.id, state }).includes(event) && isReady && isOwner;
        const given = { caseId, expectedState: state, ownerId: before.ownerId, issueId };
        const outcome = await outcomeOf(attemptOf(event, ctx, given));
        expect(outcome === "done", `${event} by ${role} while ${state}: ${outcome}`).toBe(isAllowed);
        if (isAllowed) state = nextState(state, event) ?? state;
        const after = await systemDb().case.findUniqueOrThrow({ where: { id: caseId } });
        expect(after.state).toBe(state);
        expect(after.closedAt !== null).toBe(state === "closed");
        const open = await systemDb().caseWait.count({ where: { caseId, endedAt: null } });
        expect(open).toBe(state === "waiting" ? 1 : 0);
        const standing = await systemDb().closing.count({ where: { caseId, reopenedAt: null } });
        expect(standing).toBe(state === "closed" ? 1 : 0);
      }
    });
    await fc.assert(story, { numRuns: 12, seed: 2026 });
  }, 60_000);
});
