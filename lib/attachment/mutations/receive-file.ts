import "server-only";
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { casesVisibleTo } from "@/lib/case/scope";
import { followMerge } from "@/lib/case-join/queries";
import { recordEvent } from "@/lib/events/record";
import { hasScanner, scanBytes } from "@/lib/platform/clamd";
import { type UserCtx, withTransaction } from "@/lib/platform/context";
import { env } from "@/lib/platform/env";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors";
import { findFileMark } from "@/lib/platform/file-mark";
import { type Spooled, withSpooled } from "@/lib/platform/spool";
import { store } from "@/lib/platform/storage";
import type { Incoming } from "@/lib/platform/upload";
import { BYTES_PER_MB, describeMismatch, kindOfMark, refusalOfSize } from "../rules/kinds";
import { cleanFileName, extensionOf } from "../rules/names";
import { createTextJudge } from "../rules/texts";
import type { AttachFileInput, FileKind, FileScan } from "../schema";
import type { AttachedFile } from "../types";
import { attachFile, dropUnkept, expectFile, readyToAttach, type StoredFile } from "./attach-file";

const BROKEN_OFF = "The upload broke off before the whole file had arrived, so nothing was kept. Try again.";

/**
 * Takes a file in: its sender is judged before it is read, its size while it arrives, its content before it is kept. Whenever the
 * process dies, either the file is on its case with its event, or there is no trace of it but bytes that the sweep removes.
 */
export async function receiveFile(ctx: UserCtx, input: AttachFileInput, incoming: Incoming): Promise<AttachedFile> {
  const given = { ...input, caseId: await followMerge(ctx, input.caseId), name: cleanFileName(input.name) };
  const earlier = await readyToAttach(ctx, given);
  if (earlier) return earlier;
  const onRefused = (data: Refused) => recordRefusal(ctx, given.caseId, data);
  return takeIn(ctx, { name: given.name, incoming, onRefused }, (file) => attachFile(ctx, given, file));
}

type Refused = { finding: string; sha256: string };
type Arriving = { name: string; incoming: Incoming; onRefused?: (refused: Refused) => Promise<void> };

/**
 * Judges and stores a file, then puts it where it belongs by `place`, which refers to its key and ends its waiting in one transaction. Where
 * it does not, the bytes are given up.
 */
export async function takeIn<T extends { remark: string | null }>(
  ctx: UserCtx,
  { name, incoming, onRefused }: Arriving,
  place: (file: StoredFile) => Promise<T>,
): Promise<T> {
  const limitMb = env().HEARD_FILE_LIMIT_MB;
  const { body, declaredBytes } = incoming;
  if (declaredBytes !== null) refuse(refusalOfSize(declaredBytes, limitMb));
  const limits = { limitBytes: limitMb * BYTES_PER_MB, declaredBytes };
  return withSpooled(body, limits, async (arrival) => {
    if (arrival.outcome === "too large")
      throw refused(`This file is larger than the limit of ${limitMb} MB. Attach a smaller copy, or parts of it.`);
    if (arrival.outcome === "broken off") throw new Conflict(BROKEN_OFF);
    const { file } = arrival;
    refuse(refusalOfSize(file.bytes, limitMb));
    const extension = extensionOf(name);
    const kind = await judgeContent(file.path, extension);
    const scan = await scanArrived(file, onRefused);
    const attached = await keep(ctx, file, { kind, scan }, place);
    const remarks = [attached.remark, describeMismatch(extension, kind)].filter((remark) => remark !== null);
    return { ...attached, remark: remarks.join(" ") || null };
  });
}

function refused(sentence: string): Invalid {
  return new Invalid({ file: sentence });
}

function refuse(sentence: string | null): void {
  if (sentence) throw refused(sentence);
}

async function judgeContent(place: string, extension: string): Promise<FileKind> {
  const mark = await findFileMark(place);
  // A drawing in XML and a page in XML differ in their text alone.
  const judgement = mark && mark !== "xml" ? kindOfMark(mark) : await judgeText(place, extension);
  if ("refusal" in judgement) throw refused(judgement.refusal);
  return judgement.kind;
}

async function judgeText(place: string, extension: string) {
  const judge = createTextJudge();
  for await (const piece of createReadStream(place)) judge.add(piece);
  return judge.end(extension);
}

async function scanArrived({ path, sha256 }: Spooled, onRefused: Arriving["onRefused"]): Promise<FileScan> {
  if (!hasScanner()) return "not_scanned";
  const reply = await scanBytes(createReadStream(path));
  if (reply.outcome === "unanswered") return "failed";
  if (reply.outcome === "clean") return "clean";
  await onRefused?.({ finding: reply.finding, sha256 });
  throw refused(
    `The virus scan found “${reply.finding}” in this file, so it was not kept. Do not open it, and tell your IT security.`,
  );
}

/** Who brought what kind of malware, and when, is worth knowing though nothing of it is kept. */
async function recordRefusal(ctx: UserCtx, caseId: string, data: Refused): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    const where = { AND: [{ id: caseId }, casesVisibleTo(ctx.viewer)] };
    const row = await tx.case.findFirst({ where, select: { siteId: true } });
    if (!row) throw new NotFound("This case");
    const subject = { noun: "case" as const, id: caseId };
    await recordEvent(tx, ctx, { subject, siteId: row.siteId, event: { type: "file.refused", data } });
  });
}

async function keep<T>(
  ctx: UserCtx,
  { path, bytes, sha256 }: Spooled,
  { kind, scan }: Pick<StoredFile, "kind" | "scan">,
  place: (file: StoredFile) => Promise<T>,
): Promise<T> {
  const key = randomUUID();
  await expectFile(ctx, key);
  try {
    await store().put(key, createReadStream(path), { bytes, sha256 });
    const attached = await place({ key, kind, bytes, sha256, scan });
    // An earlier sending won: these bytes are a second copy, which nothing refers to.
    await dropUnkept(ctx, key);
    return attached;
  } catch (error) {
    await dropUnkept(ctx, key);
    throw error;
  }
}
