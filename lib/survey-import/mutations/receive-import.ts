import "server-only";
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { dropUnkept, expectFile } from "@/lib/attachment/mutations/attach-file";
import { cleanFileName } from "@/lib/attachment/rules/names";
import { recordEvent } from "@/lib/events/record";
import { hasScanner, scanBytes } from "@/lib/platform/clamd";
import { isDuplicate, type UserCtx, withTransaction } from "@/lib/platform/context";
import { dbFor } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { findFileMark } from "@/lib/platform/file-mark";
import { type Spooled, withSpooled } from "@/lib/platform/spool";
import { store } from "@/lib/platform/storage";
import type { Incoming } from "@/lib/platform/upload";
import { canImportSurveys } from "../policy";
import { type LookedAt, lookAtFile } from "../queries/columns";
import { MOST_FILE_MB, NO_TABLE, type ReceiveImportInput } from "../schema";
import { importsVisibleTo } from "../scope";

const BYTES_PER_MB = 1_000_000;
const KEEP_DAYS = 30;
const DAY_MS = 86_400_000;
const TOO_LARGE = `This file is larger than ${MOST_FILE_MB} MB. Export fewer months at a time, and import the parts one after the other; what overlaps is added once.`;

/** Takes in a file of answers to somebody else's survey and looks at its columns. Nothing of it counts before a person has said what they are. */
export async function receiveImport(
  ctx: UserCtx,
  input: ReceiveImportInput,
  incoming: Incoming,
): Promise<{ importId: string }> {
  const { siteId, importId } = input;
  if (!ctx.viewer.sites.some(({ id }) => id === siteId)) throw new NotFound("This site");
  if (!canImportSurveys(ctx.viewer, siteId))
    throw new Forbidden("Managers of a site import its survey results. Ask yours.");
  if (await isHere(ctx, input)) return { importId };
  const { body, declaredBytes } = incoming;
  if (declaredBytes !== null && declaredBytes > MOST_FILE_MB * BYTES_PER_MB) throw new Invalid({ file: TOO_LARGE });
  return withSpooled(body, { limitBytes: MOST_FILE_MB * BYTES_PER_MB, declaredBytes }, async (arrival) => {
    if (arrival.outcome === "too large") throw new Invalid({ file: TOO_LARGE });
    if (arrival.outcome === "broken off") {
      throw new Conflict("The upload broke off before the whole file had arrived, so nothing was kept. Try again.");
    }
    const { file } = arrival;
    const looked = await judge(file);
    await keep(ctx, { ...input, name: cleanFileName(input.name) }, { file, looked });
    return { importId };
  });
}

async function isHere({ viewer }: UserCtx, { importId, siteId }: ReceiveImportInput): Promise<boolean> {
  const where = { AND: [{ id: importId, siteId }, importsVisibleTo(viewer)] };
  return (await dbFor(viewer).surveyImport.findFirst({ where, select: { id: true } })) !== null;
}

async function judge({ path, bytes }: Spooled): Promise<LookedAt> {
  if (bytes === 0) throw new Invalid({ file: "This file is empty." });
  const mark = await findFileMark(path);
  if (mark && mark !== "xml") throw new Invalid({ file: NO_TABLE });
  if (hasScanner()) {
    const reply = await scanBytes(createReadStream(path));
    if (reply.outcome === "infected") {
      throw new Invalid({ file: `The virus scan found “${reply.finding}” in this file, so it was not kept.` });
    }
  }
  const looked = await lookAtFile(path);
  if (typeof looked === "string") throw new Invalid({ file: looked });
  return looked;
}

type Arrived = { file: Spooled; looked: LookedAt };

async function keep(
  ctx: UserCtx,
  { siteId, importId, name }: ReceiveImportInput,
  { file, looked }: Arrived,
): Promise<void> {
  const { path, bytes, sha256 } = file;
  const key = randomUUID();
  await expectFile(ctx, key);
  try {
    await store().put(key, createReadStream(path), { bytes, sha256 });
    await withTransaction(ctx, async (tx) => {
      const waiting = await tx.pendingFile.deleteMany({ where: { key, sweptAt: null } });
      if (waiting.count === 0) throw new Conflict("This file took too long to arrive. Send it again.");
      await tx.surveyImport.create({
        data: {
          ...{ id: importId, siteId, byId: ctx.viewer.personId, name, bytes, sha256, key, ...looked },
          ...{ receivedAt: ctx.now, expiresAt: new Date(ctx.now.getTime() + KEEP_DAYS * DAY_MS) },
        },
      });
      const event = { type: "survey_import.received", data: { importId, name, bytes } } as const;
      await recordEvent(tx, ctx, { subject: { noun: "site", id: siteId }, siteId, event });
    });
  } catch (error) {
    await dropUnkept(ctx, key);
    // Sent twice at once: the other sending has kept it.
    if (!isDuplicate(error, "SurveyImport_pkey")) throw error;
    if (!(await isHere(ctx, { siteId, importId, name }))) throw new NotFound("This file");
  }
}
