import Link from "next/link";
import { Card, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { describeReturn } from "@/lib/case/labels";
import type { ReturnedCase } from "@/lib/case/types";

/** My cases that waited and are to be looked at again, each with why; nothing where none came back. */
export function BackFromWaiting({ cases }: { cases: ReturnedCase[] }) {
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
        {cases.map(({ id, reference, about, patient, site, back }) => (
          <CardItem key={id} href={`/cases/${reference}`}>
            <span className="min-w-0 flex-1 basis-48">
              <span className="block sm:truncate">
                <bdi className="font-medium">{about}</bdi>{" "}
                {patient ? <bdi className="text-muted">{patient.name}</bdi> : null}
              </span>
              <bdi className="block text-sm text-muted">{describeReturn(back, site.zone)}</bdi>
            </span>
            <span className="text-sm text-muted tabular-nums">{reference}</span>
          </CardItem>
        ))}
      </CardList>
    </Card>
  );
}
