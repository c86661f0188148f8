import Link from "next/link";
import { Card, CardBody } from "@/components/ui/card";
import type { MergedInto } from "@/lib/case-join/types";
import { formatInstant } from "@/lib/shared/dates";
import { UnmergeDialog } from "./reason-dialog";

/** Where a merged case went. */
export function MergedNotice({ into, zone }: { into: MergedInto; zone: string }) {
  return (
    <Card aria-label="Merged">
      <CardBody className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <p className="font-medium wrap-anywhere">
            Merged into{" "}
            <Link prefetch={false} href={`/cases/${into.reference}`} className="text-primary-text underline">
              {into.reference}
            </Link>{" "}
            <bdi>{into.about}</bdi>
          </p>
          <p className="text-sm text-muted">
            <bdi className="wrap-anywhere">{into.reason}</bdi> {into.by}, {formatInstant(new Date(into.at), zone)}. Its
            issues, open requests and unsent letters are there; what was written here stays here.
          </p>
        </div>
        {into.mayUndo ? <UnmergeDialog mergeId={into.mergeId} /> : null}
      </CardBody>
    </Card>
  );
}
