import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader, CardItem, CardList } from "@/components/ui/card";
import type { ImprovementRow } from "@/lib/improvement/types";
import { ImprovementStateChip } from "./state-chip";

type Given = { reference: string; rows: ImprovementRow[]; mayPlan: boolean };

/** The actions that came of a case, and the way to plan one from it. */
export function CaseImprovements({ reference, rows, mayPlan }: Given) {
  if (rows.length === 0 && !mayPlan) return null;
  return (
    <Card aria-labelledby="improvement">
      <CardHeader id="improvement" title="Improvement">
        {mayPlan ? (
          <ButtonLink
            href={`/improvement/new?case=${reference}`}
            prefetch={false}
            variant="quiet"
            size="s"
            className="-me-1.5"
          >
            Improve from this
          </ButtonLink>
        ) : null}
      </CardHeader>
      {rows.length === 0 ? (
        <p className="p-3.5 text-sm text-muted">No action came of this case.</p>
      ) : (
        <CardList>
          {rows.map(({ id, title, state }) => (
            <CardItem key={id} href={`/improvement/${id}`} className="sm:flex-wrap">
              <bdi className="min-w-0 flex-1 basis-32 wrap-anywhere">{title}</bdi>
              <ImprovementStateChip state={state} />
            </CardItem>
          ))}
        </CardList>
      )}
    </Card>
  );
}
