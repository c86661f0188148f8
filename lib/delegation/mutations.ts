import "server-only";
import { DEEDS } from "@/lib/access/policy";
import { Role } from "@/lib/access/schema";
import type { StoredFile } from "@/lib/attachment/mutations/attach-file";
import { takeIn } from "@/lib/attachment/mutations/receive-file";
import { cleanFileName } from "@/lib/attachment/rules/names";
import type { FileKind } from "@/lib/attachment/schema";
import { recordEvent } from "@/lib/events/record";
import type { HeardEvent } from "@/lib/events/schema";
import { idsOfRoles, notify } from "@/lib/notification/mutations/notify";
import { type Ctx, isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import type { Tx } from "@/lib/platform/db";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import type { Incoming } from "@/lib/platform/upload";
import { dayIn, isoDay } from "@/lib/shared/dates";
import { canKeepDelegation } from "./policy";
import { listDue } from "./queries";
import type { AttachDocumentInput, RecordDelegationInput } from "./schema";
import { delegationsKeptBy } from "./scope";

const DOCUMENT_KINDS: readonly FileKind[] = ["pdf", "jpeg", "png", "heic", "tiff", "webp", "docx", "odt"];

type Recorded = { siteId: string; number: number };

/** Records a delegation as a new version: what was recorded before stays. The same form sent twice makes one. */
export async function recordDelegation(ctx: UserCtx, input: RecordDelegationInput): Promise<Recorded> {
  const run = () => withTransaction(ctx, (tx) => record(tx, ctx, input));
  try {
    return await run();
  } catch (error) {
    const isLost = ["Delegation_pkey", "Delegation_siteId_number_key"].some((index) => isDuplicate(error, index));
    if (!isLost) throw error;
    // By now the other is in, and is either this very form or told of.
    return run();
  }
}

async function record(tx: Tx, ctx: UserCtx, input: RecordDelegationInput): Promise<Recorded> {
  const { delegationId: id, siteId, base, committee, signedBy, adoptedOn, expiresOn } = input;
  if (!canKeepDelegation(ctx.viewer, siteId)) throw new NotFound("This site");
  const newest = await tx.delegation.findFirst({
    where: { siteId },
    select: { id: true, number: true, committee: true, recordedBy: { select: { name: true } } },
    orderBy: { number: "desc" },
  });
  if (newest?.id === id && newest.committee === committee) return { siteId, number: newest.number };
  if ((newest?.number ?? 0) !== base) {
    throw new Conflict(
      `${newest?.recordedBy.name ?? "Somebody"} recorded another version meanwhile. Reload the page and look at it first.`,
    );
  }
  const { timeZone } = await tx.site.findUniqueOrThrow({ where: { id: siteId }, select: { timeZone: true } });
  if (adoptedOn > isoDay(dayIn(ctx.now, timeZone))) {
    throw new Invalid({ adoptedOn: "This day is in the future. Record it once it is adopted." });
  }
  const number = base + 1;
  await tx.delegation.create({
    data: {
      ...{ id, siteId, number, committee, signedBy, adoptedOn: new Date(adoptedOn) },
      ...{ expiresOn: expiresOn === null ? null : new Date(expiresOn), isOpenEnded: expiresOn === null },
      ...{ recordedById: ctx.viewer.personId, recordedAt: ctx.now },
    },
  });
  await tell(tx, ctx, siteId, {
    type: "delegation.recorded",
    data: { delegationId: id, version: number, adoptedOn, expiresOn: expiresOn ?? "" },
  });
  return { siteId, number };
}

/** Takes the signed document of a delegation in: once for each version, since what was signed does not change. */
export async function receiveDocument(
  ctx: UserCtx,
  { delegationId, name: given }: AttachDocumentInput,
  incoming: Incoming,
): Promise<{ name: string; remark: string | null }> {
  const name = cleanFileName(given);
  await withTransaction(ctx, (tx) => requireOpen(tx, ctx, delegationId));
  return takeIn(ctx, { name, incoming }, async (file) => {
    // Nobody could look at it again: of a case it would wait for the scanner, here it is brought once more.
    if (file.scan === "failed") throw new Conflict("The virus scanner does not answer. Try again in a few minutes.");
    if (!DOCUMENT_KINDS.includes(file.kind)) {
      throw new Invalid({
        file: "This is no document that can be signed. Attach a PDF, a picture of it, or a text document.",
      });
    }
    await keepDocument(ctx, { delegationId, name, file });
    return { name, remark: null };
  });
}

type Kept = { delegationId: string; name: string; file: StoredFile };

async function keepDocument(ctx: UserCtx, { delegationId, name, file }: Kept): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Delegation" WHERE "id" = ${delegationId}::uuid FOR UPDATE`;
    const { siteId, number } = await requireOpen(tx, ctx, delegationId);
    const waiting = await tx.pendingFile.deleteMany({ where: { key: file.key, sweptAt: null } });
    if (waiting.count === 0) throw new Conflict("This upload took too long and was given up. Attach the file again.");
    await tx.delegation.update({
      where: { id: delegationId },
      data: {
        ...{ fileKey: file.key, fileName: name, fileKind: file.kind, fileBytes: file.bytes, fileSha256: file.sha256 },
        ...{ fileScan: file.scan, fileById: ctx.viewer.personId, fileAt: ctx.now },
      },
    });
    await tell(tx, ctx, siteId, {
      type: "delegation.document_attached",
      data: { delegationId, version: number, kind: file.kind, bytes: file.bytes },
    });
  });
}

async function requireOpen(tx: Tx, ctx: UserCtx, delegationId: string): Promise<Recorded> {
  const row = await tx.delegation.findFirst({
    where: { AND: [{ id: delegationId }, delegationsKeptBy(ctx.viewer)] },
    select: { siteId: true, number: true, fileKey: true },
  });
  if (!row) throw new NotFound("This delegation");
  if (row.fileKey !== null) {
    throw new Conflict("Its signed document is attached already. Record a new version for another.");
  }
  return row;
}

function tell(tx: Tx, ctx: UserCtx, siteId: string, event: HeardEvent): Promise<void> {
  return recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
}

/**
 * Tells the administrators and managers of each site whose rules demand a delegation that it is missing, not attached, has ended or soon
 * does: once for each of these and each version, however often this runs. Returns of how many sites it told.
 */
export async function tellOfDelegations(ctx: Ctx): Promise<number> {
  const due = await listDue(ctx.now);
  for (const { siteId, state, newestId } of due) {
    await withTransaction(ctx, async (tx) => {
      const to = await idsOfRoles(tx, siteId, KEEPERS);
      const dedupeKey = `delegation:${siteId}:${newestId ?? "none"}:${state}`;
      await notify(tx, ctx, { type: "delegation_due", siteId, to, dedupeKey });
    });
  }
  return due.length;
}

const KEEPERS = Object.values(Role).filter((role) => DEEDS[role].includes("delegation.keep"));
