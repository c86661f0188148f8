import { postBatchAction } from "@/lib/letter/actions";
import { inParts } from "@/lib/letter/rules/in-parts";
import { POSTED_AT_ONCE } from "@/lib/letter/schema";
import type { ActionResult } from "@/lib/shared/result";

type Named = { reference: string; why: string };
export type InParts = { posted: number; changed: Named[]; refused: Named[] };

/** Sends many letters in parts, one after the other, so that none takes long; where one fails, those before it are recorded. */
export async function postInParts(form: FormData, onDone: (done: number) => void): Promise<ActionResult<InParts>> {
  const all: InParts = { posted: 0, changed: [], refused: [] };
  for (const part of inParts(form, POSTED_AT_ONCE)) {
    const result = await postBatchAction(null, part);
    if (!result.ok) {
      const before =
        all.posted > 0 ? ` ${all.posted} letters were recorded before; send the form again for the rest.` : "";
      return { ...result, message: `${result.message}${before}` };
    }
    all.posted += result.data.posted.length;
    all.changed.push(...result.data.changed);
    all.refused.push(...result.data.refused);
    onDone(all.posted + all.refused.length);
  }
  return { ok: true, data: all };
}
