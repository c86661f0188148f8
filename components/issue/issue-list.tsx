import { SeverityChip } from "@/components/case/case-chips";
import { Card, CardHeader, CardItem, CardList } from "@/components/ui/card";
import type { CaseDetail } from "@/lib/case/types";
import { CATEGORY_LABELS } from "@/lib/issue/labels";
import { AddIssueDialog } from "./add-issue-dialog";

type IssueListProps = { detail: CaseDetail; units: { id: string; name: string }[] };

export function IssueList({ detail, units }: IssueListProps) {
  return (
    <Card aria-labelledby="issues">
      <CardHeader id="issues" title="Issues" count={detail.issues.length}>
        {detail.may.work ? <AddIssueDialog caseId={detail.id} unitId={detail.unitId} units={units} /> : null}
      </CardHeader>
      <CardList>
        {detail.issues.map((issue) => (
          <CardItem key={issue.id}>
            <SeverityChip severity={issue.severity} />
            <bdi className="min-w-0 flex-1 basis-40 wrap-anywhere">{issue.summary}</bdi>
            <span className="text-sm text-muted">
              {[issue.category ? CATEGORY_LABELS[issue.category] : null, issue.unit].filter(Boolean).join(", ")}
            </span>
          </CardItem>
        ))}
      </CardList>
    </Card>
  );
}
