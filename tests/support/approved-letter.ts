import { recomputeClocks } from "@/lib/clock/mutations/recompute";
import { approveLetter, submitLetter } from "@/lib/letter/mutations/decide-letter";
import { sendLetter } from "@/lib/letter/mutations/send-letter";
import { getLetter, readFactsNow } from "@/lib/letter/queries/letters";
import type { LetterKind, LetterLanguage, SendLetterInput } from "@/lib/letter/schema";
import { withTransaction } from "@/lib/platform/context";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { newId } from "@/lib/shared/ids";
import { aCase, aLetter, anIssue, aPatient, aSite, aViewer, NOW, userCtxFor } from "./factories";

const TEXT =
  "Dear Ana,\n\n## The wait was long\n\nYou were right. The wait was long, and we are sorry. We uphold this.";
export const LATER = new Date(NOW.getTime() + 2 * 86_400_000);
export const ANA = "ana@example.org";

type Given = {
  text?: string;
  kind?: LetterKind;
  language?: LetterLanguage;
  email?: string | null;
  isDecided?: boolean;
};

/** An answer to a patient that is approved, by the same steps as in the app; to a case whose issue is decided, where wanted. */
export async function anApprovedLetter({
  text = TEXT,
  kind = "resolution",
  language = "en",
  email = ANA,
  isDecided = false,
}: Given = {}) {
  const site = await aSite();
  const dana = await aViewer({ site, name: "Dana Moreau" });
  const lee = await aViewer({ site, role: "supervisor", name: "Lee Brandt" });
  const { id: patientId } = await aPatient({ site, name: "Ana Marcu", email });
  const given = await aCase({
    site,
    ownerId: dana.personId,
    patientId,
    ...(isDecided ? { state: "investigating" } : {}),
  });
  const decided = { finding: "upheld", answer: "The wait was long." } as const;
  const issue = await anIssue({ caseId: given.id, siteId: site.id, ...(isDecided ? decided : {}) });
  await withTransaction(userCtxFor(dana), (tx) =>
    recomputeClocks(tx, userCtxFor(dana), { caseId: given.id, because: "contact" }),
  );
  const letter = await aLetter({ of: given, authorId: dana.personId, text, kind, language });
  await submitLetter(userCtxFor(dana), { letterId: letter.id, text });
  const shown = await getLetter(lee, { reference: given.reference, id: letter.id });
  const { digest } = await readFactsNow(lee, shown, NOW);
  await approveLetter(userCtxFor(lee), { letterId: letter.id, version: 1, facts: digest });
  const input: SendLetterInput = {
    ...{ sendingId: newId(), letterId: letter.id, version: 1, way: "email", sentOn: LATER.toISOString().slice(0, 10) },
    ...{ toldVia: null, checkedHow: null, proof: null, note: null, mailTo: email ?? undefined },
  };
  const send = (changes: Partial<SendLetterInput> = {}, by: Viewer = dana) =>
    sendLetter(userCtxFor(by, LATER), { ...input, ...changes });
  const show = (by: Viewer = dana) => getLetter(by, { reference: given.reference, id: letter.id });
  const stateOf = async () => (await systemDb().letter.findUniqueOrThrow({ where: { id: letter.id } })).state;
  return { site, patientId, dana, lee, given, issue, letter, input, mailId: input.sendingId, send, show, stateOf };
}
