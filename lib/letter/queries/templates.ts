import "server-only";
import type { Tx } from "@/lib/platform/db";
import type { CaseKind, LetterKind } from "@/lib/platform/generated/enums";
import { LETTER_KIND_LABELS, LETTER_LANGUAGE_LABELS } from "../labels";
import { STARTERS } from "../rules/starters";
import { HOUSE_LANGUAGE, type LetterLanguage } from "../schema";

/** What a letter begins from. */
export type UsableTemplate = { body: string; label: string; versionId: string | null };

type Asked = { siteId: string; kind: LetterKind; language: LetterLanguage; caseKind: CaseKind };

/**
 * The template for a letter: the site's own for this kind of case, then its own for every kind, then in the language of the house the one that
 * comes with Heard. Of a translation the newest version that somebody signed off; null where there is none.
 */
export async function findUsableTemplate(
  db: Tx,
  { siteId, kind, language, caseKind }: Asked,
): Promise<UsableTemplate | null> {
  const needsSignOff = language !== HOUSE_LANGUAGE;
  const rows = await db.letterTemplate.findMany({
    where: { siteId, kind, language, OR: [{ caseKind }, { caseKind: null }] },
    select: {
      caseKind: true,
      versions: {
        where: needsSignOff ? { signedOffAt: { not: null } } : {},
        select: { id: true, number: true, body: true },
        orderBy: { number: "desc" },
        take: 1,
      },
    },
    orderBy: { id: "asc" },
    take: 2,
  });
  const usable = rows.filter(({ versions }) => versions.length > 0);
  const [version] = (usable.find((row) => row.caseKind !== null) ?? usable[0])?.versions ?? [];
  const name = `${LETTER_KIND_LABELS[kind]}, ${LETTER_LANGUAGE_LABELS[language]}`;
  if (version) return { body: version.body, label: `${name}, version ${version.number}`, versionId: version.id };
  if (needsSignOff) return null;
  return { body: STARTERS[language][kind], label: `${name}, as it comes with Heard`, versionId: null };
}
