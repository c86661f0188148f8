import { createEncodingJudge } from "@/lib/shared/table-file";

/** The text of a file whatever it was saved as. */
export function decodeText(bytes: Uint8Array): string {
  const judge = createEncodingJudge();
  judge.add(bytes);
  return new TextDecoder(judge.end()).decode(bytes);
}
