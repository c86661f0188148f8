import { Card, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { KIND_LABELS } from "@/lib/case/labels";
import { LETTER_KIND_LABELS, LETTER_LANGUAGE_LABELS } from "@/lib/letter/labels";
import type { TemplateRow } from "@/lib/letter/types";
import { formatDay } from "@/lib/shared/dates";
import { hrefWith } from "@/lib/shared/search-params";

/** The templates that a site has saved, and what is to be done about them. */
export function TemplateList({ siteId, templates }: { siteId: string; templates: TemplateRow[] }) {
  return (
    <Card aria-labelledby="saved-here">
      <CardHeader id="saved-here" title="Saved here" count={templates.length} />
      {templates.length === 0 ? (
        <p className="px-3.5 py-3 text-muted">
          This site uses the templates that come with Heard. Change one and save it to have your own.
        </p>
      ) : (
        <CardList>
          {templates.map(({ id, kind, language, caseKind, owner, reviewOn, isReviewDue, waitsForSignOff }) => (
            <CardItem
              key={id}
              href={hrefWith("/admin/letters", { site: siteId, kind, language, caseKind })}
              className="sm:flex-wrap"
            >
              <span className="font-medium">
                {LETTER_KIND_LABELS[kind]}, {LETTER_LANGUAGE_LABELS[language]}
                {caseKind ? `, ${KIND_LABELS[caseKind].toLowerCase()}` : null}
              </span>
              {waitsForSignOff ? <Chip tone="soon">Waits for sign-off</Chip> : null}
              <span className="basis-full text-sm text-muted">
                <bdi>{owner.name}</bdi>, {isReviewDue ? "to be read again since" : "read again on"}{" "}
                {formatDay(new Date(reviewOn))}
              </span>
              {isReviewDue ? <Chip tone="late">Review is due</Chip> : null}
            </CardItem>
          ))}
        </CardList>
      )}
    </Card>
  );
}
