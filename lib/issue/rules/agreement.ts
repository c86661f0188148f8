import { createHash } from "node:crypto";
import { type AgreedWording, type AgreementChange, agreedWordingsSchema } from "../schema";

/** The mark of a list of issues by what they say; their order and our coding of them are nothing that anybody agreed. */
export function digestOfList(issues: readonly { id: string; summary: string }[]): string {
  const said = issues
    .map(({ id, summary }) => [id, summary] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(said)).digest("hex");
}

/** The list as it is kept with the agreement, so that it can be told later what was agreed. */
export function wordingsOf(issues: readonly AgreedWording[]): AgreedWording[] {
  return issues.map(({ id, position, summary }) => ({ id, position, summary }));
}

type Agreed = { digest: string; wordings: unknown; issueIds: readonly string[] };

/**
 * Whether the list still is what they agreed to, and if not, what became of it. Of an agreement from before wordings were kept only the
 * issues are known, and not what they said.
 */
export function compareToAgreed(agreed: Agreed, now: readonly AgreedWording[]) {
  if (agreed.digest === "") {
    const isCurrent = agreed.issueIds.length === now.length && now.every(({ id }) => agreed.issueIds.includes(id));
    return { isCurrent, changes: [] };
  }
  if (agreed.digest === digestOfList(now)) return { isCurrent: true, changes: [] };
  return { isCurrent: false, changes: listChanges(agreedWordingsSchema.parse(agreed.wordings), now) };
}

function listChanges(before: readonly AgreedWording[], now: readonly AgreedWording[]): AgreementChange[] {
  const added = now.filter(({ id }) => !before.some((one) => one.id === id));
  const gone = before.filter(({ id }) => !now.some((one) => one.id === id));
  const reworded = before.flatMap(({ id, summary }): AgreementChange[] => {
    const there = now.find((one) => one.id === id);
    return there && there.summary !== summary ? [{ what: "reworded", before: summary, after: there.summary }] : [];
  });
  return [
    ...reworded,
    ...added.map(({ summary }) => ({ what: "added" as const, summary })),
    ...gone.map(({ summary }) => ({ what: "taken_off" as const, summary })),
  ];
}
