import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { STATE_LABELS } from "@/lib/case/labels";
import type { CaseChoice, CaseLinkRow, Joined } from "@/lib/case-join/types";
import { formatInstant } from "@/lib/shared/dates";
import { LinkDialog } from "./link-dialog";
import { MergeDialog } from "./merge-dialog";
import { UnlinkDialog } from "./reason-dialog";

type JoinedCardProps = {
  joined: Joined;
  caseId: string;
  reference: string;
  choices: CaseChoice[];
  mayLink: boolean;
  mayMerge: boolean;
  zone: string;
};

/** Other cases that this one is linked with, and those that were merged into it. */
export function JoinedCard({ joined, caseId, reference, choices, mayLink, mayMerge, zone }: JoinedCardProps) {
  const links = joined.links.filter(({ voidReason }) => voidReason === null);
  const removed = joined.links.filter(({ voidReason }) => voidReason !== null);
  const count = links.length + joined.merged.length;
  if (count + removed.length === 0 && !mayLink && !mayMerge) return null;
  return (
    <Card aria-labelledby="joined">
      <CardHeader id="joined" title="Cases that belong with it" count={count}>
        {mayLink ? <LinkDialog caseId={caseId} choices={choices} /> : null}
        {mayMerge ? <MergeDialog caseId={caseId} reference={reference} choices={choices} /> : null}
      </CardHeader>
      {count > 0 ? (
        <ul className="divide-y divide-line">
          {joined.merged.map((row) => (
            <li key={row.mergeId} className="px-3.5 py-2.5">
              <CaseLine label="Merged into this one" {...row} />
              <p className="text-sm text-muted">
                <bdi className="wrap-anywhere">{row.reason}</bdi> {row.by}, {formatInstant(new Date(row.at), zone)}
              </p>
            </li>
          ))}
          {links.map((row) => (
            <LinkItem key={row.id} row={row} caseId={caseId} mayRemove={mayLink && row.mayRemove} />
          ))}
        </ul>
      ) : (
        <p className="px-3.5 py-2.5 text-sm text-muted">None yet.</p>
      )}
      {removed.length > 0 ? (
        <Disclosure summary="Links removed" aside={String(removed.length)} className="border-t px-3.5 py-1.5 text-sm">
          <ul className="grid gap-1.5">
            {removed.map((row) => (
              <li key={row.id} className="wrap-anywhere">
                <s>
                  {row.label} {row.reference}
                </s>{" "}
                <bdi className="text-muted">{row.voidReason}</bdi>
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </Card>
  );
}

function LinkItem({ row, caseId, mayRemove }: { row: CaseLinkRow; caseId: string; mayRemove: boolean }) {
  return (
    <li className="flex flex-wrap items-start gap-x-2.5 gap-y-1 px-3.5 py-2.5">
      <div className="min-w-0 flex-1 basis-56">
        <CaseLine {...row} />
        <p className="text-sm text-muted">
          {STATE_LABELS[row.state]}
          {row.note ? (
            <>
              . <bdi className="wrap-anywhere">{row.note}</bdi>
            </>
          ) : null}
        </p>
      </div>
      {mayRemove ? <UnlinkDialog linkId={row.id} caseId={caseId} reference={row.reference} /> : null}
    </li>
  );
}

function CaseLine({ label, reference, about }: { label: string; reference: string; about: string }) {
  return (
    <p className="wrap-anywhere">
      {label}{" "}
      <Link
        prefetch={false}
        href={`/cases/${reference}`}
        className="text-primary-text tabular-nums underline-offset-2 hover:underline"
      >
        {reference}
      </Link>{" "}
      <bdi>{about}</bdi>
    </p>
  );
}
