import { receiveFile } from "@/lib/attachment/mutations/receive-file";
import { moveCase, waitOnCase } from "@/lib/case/mutations/move-case";
import { recomputeClocks } from "@/lib/clock/mutations/recompute";
import { addNote } from "@/lib/contact/mutations/add-note";
import { logContact } from "@/lib/contact/mutations/log-contact";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { newId } from "@/lib/shared/ids";
import { aCase, anIssue, aPatient, logContactInput, type Place } from "@/tests/support/factories";
import { attachInput, incoming } from "@/tests/support/incoming";

/** A case under investigation whose timeline has so many entries: notes, contacts, files and moves in turn, each made as people make them. */
export async function aCaseWithEntries(ctx: UserCtx, site: Place, count: number): Promise<{ id: string; ref: string }> {
  const { personId } = ctx.viewer;
  const patient = await aPatient({ site });
  const { id, reference } = await aCase({
    ...{ site, patientId: patient.id, loggedById: personId, ownerId: personId },
    ...{ state: "investigating", receivedAt: new Date(ctx.now.getTime() - 86_400_000) },
  });
  await anIssue({ caseId: id, siteId: site.id });
  await withTransaction(ctx, (tx) => recomputeClocks(tx, ctx, { caseId: id, because: "opened" }));
  const note = (turn: number) => ({ idempotencyKey: newId(), caseId: id, body: `Note ${turn}: the ward was rung.` });
  const entries = [
    (turn: number) => addNote(ctx, note(turn)),
    () => logContact(ctx, logContactInput(id)),
    (turn: number) =>
      receiveFile(ctx, attachInput(id, `letter-${turn}.txt`), incoming(Buffer.from(`Letter ${turn}\n`))),
    () =>
      waitOnCase(ctx, {
        caseId: id,
        expectedState: "investigating",
        waitingFor: "unit",
        reason: "An account.",
        until: null,
      }),
    (turn: number) => addNote(ctx, note(turn)),
    () => moveCase(ctx, { caseId: id, expectedState: "waiting", event: "resume" }),
  ];
  for (let turn = 0; turn < count; turn++) await entries[turn % entries.length]?.(turn);
  return { id, ref: reference };
}
