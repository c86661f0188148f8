/**
 * A form of many letters as forms of at most `most`: each with the fields that hold for all, and its letters numbered from 0 again.
 */
export function inParts(form: FormData, most: number): FormData[] {
  const text = (name: string) => String(form.get(name) ?? "");
  const letters: { entryId: string; proof: string }[] = [];
  while (form.has(`letters[${letters.length}].entryId`)) {
    const at = letters.length;
    letters.push({ entryId: text(`letters[${at}].entryId`), proof: text(`letters[${at}].proof`) });
  }
  const parts: FormData[] = [];
  for (let from = 0; from < letters.length; from += most) {
    const part = new FormData();
    for (const name of ["batchId", "sentOn", "proof"]) part.set(name, text(name));
    for (const [index, { entryId, proof }] of letters.slice(from, from + most).entries()) {
      part.set(`letters[${index}].entryId`, entryId);
      part.set(`letters[${index}].proof`, proof);
    }
    parts.push(part);
  }
  return parts;
}
