import { systemCtx, type UserCtx } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import { newId } from "@/lib/shared/ids";
import { receiveImport } from "@/lib/survey-import/mutations/receive-import";
import { runImport } from "@/lib/survey-import/mutations/run-import";
import { beginImport, checkImport } from "@/lib/survey-import/mutations/steer-import";
import { getImport } from "@/lib/survey-import/queries/imports";
import { checkImportSchema, columnsSchema, type Role } from "@/lib/survey-import/schema";
import { NOW, type Place } from "./factories";
import { incoming } from "./incoming";

export const WORKER = () => ({ ...systemCtx("Survey imports"), now: NOW });

/** A file as a manager brings it. */
export async function bring(ctx: UserCtx, site: Place, content: string | Buffer): Promise<string> {
  const input = { siteId: site.id, importId: newId(), name: "answers.csv" };
  return (await receiveImport(ctx, input, incoming(Buffer.from(content)))).importId;
}

type Said = { roles: Partial<Record<string, Role>>; [field: string]: unknown };

/** What a manager says of the columns, by their names. */
export async function mapped(importId: string, { roles, ...fields }: Said) {
  const row = await systemDb().surveyImport.findUniqueOrThrow({ where: { id: importId } });
  return checkImportSchema.parse({
    ...{ importId, source: "Vendor", kind: "fft", dayFormat: "dmy", raiseDays: "14" },
    columns: columnsSchema.parse(row.columns).map(({ name }) => ({ role: roles[name] ?? "" })),
    ...fields,
  });
}

/** Has a file checked, as its worker does, and says what was found. */
export async function checked(ctx: UserCtx, importId: string, said: Said) {
  await checkImport(ctx, await mapped(importId, said));
  await runImport(WORKER(), importId);
  return getImport(ctx.viewer, importId);
}

/** Has what was found sound imported. */
export async function imported(ctx: UserCtx, importId: string) {
  await beginImport(ctx, { importId });
  await runImport(WORKER(), importId);
  return getImport(ctx.viewer, importId);
}
