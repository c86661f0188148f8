import { SeverityChip } from "@/components/case/case-chips";
import { SplitDialog } from "@/components/case-join/split-dialog";
import { Card, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Disclosure } from "@/components/ui/disclosure";
import type { UnitChoice } from "@/lib/access/types";
import { CHANNEL_PHRASES, FINDING_LABELS } from "@/lib/case/labels";
import type { Agreement, CaseDetail, CaseIssue } from "@/lib/case/types";
import { needsFindings } from "@/lib/case/workflow";
import type { SavedDraft } from "@/lib/draft/schema";
import { CATEGORY_LABELS, CHANGE_LABELS, HARM_LABELS, STAFF_GROUP_LABELS, STAGE_LABELS } from "@/lib/issue/labels";
import type { AgreementChange } from "@/lib/issue/schema";
import { formatInstant } from "@/lib/shared/dates";
import { AddIssueDialog } from "./add-issue-dialog";
import { AgreeDialog } from "./agree-dialog";
import { CodeIssueDialog } from "./code-issue-dialog";
import { DecideIssueDialog } from "./decide-issue-dialog";
import { VoidIssueDialog } from "./void-issue-dialog";

type IssueListProps = {
  detail: CaseDetail;
  units: UnitChoice[];
  /** What the viewer typed as a decision and did not save, by issue. */
  drafts: Record<string, SavedDraft>;
  /** Now in the site's zone, as a datetime-local control writes it. */
  nowThere: string;
  /** Where the viewer's clock stands, for "Saved 12:04". */
  zone: string;
};

/** Each thing they raised: looked into, and answered, one by one. */
export function IssueList({ detail, units, drafts, nowThere, zone }: IssueListProps) {
  const listed = detail.issues.filter(({ voidReason }) => voidReason === null);
  const voided = detail.issues.filter(({ voidReason }) => voidReason !== null);
  const may = detail.may.work;
  return (
    <Card aria-labelledby="issues">
      <CardHeader id="issues" title="Issues" count={listed.length}>
        {may ? (
          <>
            <AgreeDialog caseId={detail.id} issues={listed} listDigest={detail.listDigest} nowThere={nowThere} />
            <AddIssueDialog caseId={detail.id} unitId={detail.unitId} units={units} />
          </>
        ) : null}
      </CardHeader>
      <p className="px-3.5 pt-2.5 text-sm text-muted">
        <AgreementLine agreement={detail.agreement} zone={detail.site.zone} />
      </p>
      <AgreementChanges changes={detail.agreement?.changes ?? []} />
      <ol className="divide-y divide-line">
        {listed.map((issue) => (
          <li key={issue.id} className="grid gap-2 px-3.5 py-3">
            <IssueLine issue={issue} />
            <IssueAnswer issue={issue} />
            {may ? (
              <div className="flex flex-wrap gap-1">
                <DecideIssueDialog
                  issue={issue}
                  withFinding={needsFindings(detail.kind)}
                  draft={drafts[issue.id] ?? null}
                  zone={zone}
                />
                <CodeIssueDialog issue={issue} units={units} />
                {listed.length > 1 ? (
                  <>
                    <VoidIssueDialog issue={issue} />
                    <SplitDialog issue={issue} />
                  </>
                ) : null}
              </div>
            ) : null}
          </li>
        ))}
      </ol>
      {voided.length > 0 ? (
        <Disclosure
          summary="Taken off the list"
          aside={String(voided.length)}
          className="border-t px-3.5 py-1.5 text-sm"
        >
          <ul className="grid gap-1.5">
            {voided.map((issue) => (
              <li key={issue.id} className="wrap-anywhere">
                <s>
                  <bdi>{issue.summary}</bdi>
                </s>{" "}
                <bdi className="text-muted">{issue.voidReason}</bdi>
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </Card>
  );
}

function AgreementLine({ agreement, zone }: { agreement: Agreement | null; zone: string }) {
  if (!agreement) return "Not read back to them yet: is this all, and is it right?";
  const when = formatInstant(new Date(agreement.at), zone);
  const how = CHANNEL_PHRASES[agreement.channel].toLowerCase();
  const told = `Agreed with them ${how}, ${when}, by ${agreement.by}.`;
  return agreement.isCurrent ? told : `${told} The list has changed since: read it back again.`;
}

function AgreementChanges({ changes }: { changes: AgreementChange[] }) {
  if (changes.length === 0) return null;
  return (
    <ul aria-label="Changed since they agreed" className="grid gap-1 px-3.5 pt-1.5 text-sm wrap-anywhere">
      {changes.map((change) => (
        <li key={`${change.what} ${change.what === "reworded" ? change.after : change.summary}`}>
          <span className="text-muted">{CHANGE_LABELS[change.what]}: </span>
          {change.what === "reworded" ? (
            <>
              <del>
                <bdi>{change.before}</bdi>
              </del>{" "}
              <span className="text-muted">is now</span> <bdi>{change.after}</bdi>
            </>
          ) : (
            <bdi>{change.summary}</bdi>
          )}
        </li>
      ))}
    </ul>
  );
}

function IssueLine({ issue }: { issue: CaseIssue }) {
  const facts = [
    issue.category && CATEGORY_LABELS[issue.category],
    issue.stage && STAGE_LABELS[issue.stage],
    issue.unit,
    issue.staffGroup && STAFF_GROUP_LABELS[issue.staffGroup],
    issue.allegedHarm !== null && `harm as told: ${HARM_LABELS[issue.allegedHarm].toLowerCase()}`,
    issue.foundHarm !== null && `harm found: ${HARM_LABELS[issue.foundHarm].toLowerCase()}`,
  ].filter((fact) => typeof fact === "string");
  return (
    <div className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
      <span className="text-muted tabular-nums">{issue.position}</span>
      <bdi className="min-w-0 flex-1 basis-40 wrap-anywhere">{issue.summary}</bdi>
      <SeverityChip severity={issue.severity} />
      {issue.finding ? (
        <Chip tone={issue.finding === "not_upheld" ? "neutral" : "met"}>{FINDING_LABELS[issue.finding]}</Chip>
      ) : null}
      <span className="basis-full text-sm text-muted">{facts.length > 0 ? facts.join(" · ") : "Not coded yet"}</span>
    </div>
  );
}

function IssueAnswer({ issue }: { issue: CaseIssue }) {
  if (!issue.answer) return null;
  return (
    <div className="grid max-w-prose gap-1 border-s-2 ps-3">
      <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">
        {issue.answer}
      </p>
      {issue.whatChanged ? (
        <p className="whitespace-pre-wrap wrap-anywhere">
          <span className="font-medium">What changed: </span>
          <bdi>{issue.whatChanged}</bdi>
        </p>
      ) : null}
    </div>
  );
}
