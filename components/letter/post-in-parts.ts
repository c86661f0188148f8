import { postBatchAction } from "@/lib/letter/actions";
import { POSTED_AT_ONCE } from "@/lib/letter/schema";
import type { ActionResult } from "@/lib/shared/result";

export type InParts = { posted: number; refused: { reference: string; why: string }[] };

/** Sends many letters in parts, one after the other, so that none takes long; where one fails, those before it are recorded. */
export async function postInParts(form: FormData, onDone: (done: number) => void): Promise<ActionResult<InParts>> {
  const all: InParts = { posted: 0, refused: [] };
  for (const part of partsOf(form)) {
    const result = await postBatchAction(null, part);
    if (!result.ok) {
      const before =
        all.posted > 0 ? ` ${all.posted} letters were recorded before; send the form again for the rest.` : "";
      return { ...result, message: `${result.message}${before}` };
    }
    all.posted += result.data.posted.length;
    all.refused.push(...result.data.refused);
    onDone(all.posted + all.refused.length);
  }
  return { ok: true, data: all };
}

function partsOf(form: FormData): FormData[] {
  const text = (name: string) => String(form.get(name) ?? "");
  const letters: { entryId: string; proof: string }[] = [];
  while (form.has(`letters[${letters.length}].entryId`)) {
    const at = letters.length;
    letters.push({ entryId: text(`letters[${at}].entryId`), proof: text(`letters[${at}].proof`) });
  }
  const parts: FormData[] = [];
  for (let from = 0; from < letters.length; from += POSTED_AT_ONCE) {
    const part = new FormData();
    for (const name of ["batchId", "sentOn", "proof"]) part.set(name, text(name));
    for (const [index, { entryId, proof }] of letters.slice(from, from + POSTED_AT_ONCE).entries()) {
      part.set(`letters[${index}].entryId`, entryId);
      part.set(`letters[${index}].proof`, proof);
    }
    parts.push(part);
  }
  return parts;
}
