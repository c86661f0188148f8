import Link from "next/link";
import { Card, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { describeReturn } from "@/lib/case/labels";
import type { ReturnedCase } from "@/lib/case/types";

type BackFromWaitingProps = {
  cases: ReturnedCase[];
  /** Whose day it is: of anybody else's case it says whose it is. */
  viewerId: string;
  most?: number;
};

/** Cases that waited and are to be looked at again, each with why; nothing where none came back. */
export function BackFromWaiting({ cases, viewerId, most = 10 }: BackFromWaitingProps) {
  if (cases.length === 0) return null;
  return (
    <Card aria-labelledby="back">
      <CardHeader id="back" title="Waiting, look again today" count={cases.length}>
        <Link
          href="/cases?tab=mine&state=waiting"
          prefetch={false}
          className="rounded text-primary-text hover:underline"
        >
          All that wait
        </Link>
      </CardHeader>
      <CardList>
        {cases.slice(0, most).map(({ id, reference, about, patient, owner, site, back }) => (
          <CardItem key={id} href={`/cases/${reference}`}>
            <span className="min-w-0 flex-1 basis-48">
              <span className="block sm:truncate">
                <bdi className="font-medium">{about}</bdi>{" "}
                {patient ? <bdi className="text-muted">{patient.name}</bdi> : null}
              </span>
              <bdi className="block text-sm text-muted">{describeReturn(back, site.zone)}</bdi>
            </span>
            <span className="text-sm text-muted tabular-nums">
              {owner && owner.id !== viewerId ? (
                <>
                  for <bdi>{owner.name}</bdi> ·{" "}
                </>
              ) : null}
              {reference}
            </span>
          </CardItem>
        ))}
      </CardList>
    </Card>
  );
}
