import Link from "next/link";
import { AllLink } from "@/components/ui/all-link";
import { Card, CardHeader, CardList } from "@/components/ui/card";
import type { ProposedKindRow } from "@/lib/regulation/types";
import { ProposedKindBlock } from "./proposed-kind-block";

type ProposedKindsProps = { proposals: ProposedKindRow[]; now: string; most?: number; className?: string };

/** Lower kinds that wait for a second person, each with its answers. Nothing where none waits. */
export function ProposedKinds({ proposals, now, most = proposals.length, className }: ProposedKindsProps) {
  if (proposals.length === 0) return null;
  const total = { count: proposals.length, isCapped: false };
  return (
    <Card aria-labelledby="lower-kinds" className={className}>
      <CardHeader id="lower-kinds" title="Lower kinds to confirm" count={proposals.length}>
        <AllLink href="/triage#lower-kinds" total={total} shown={most} of="lower kinds" />
      </CardHeader>
      <CardList>
        {proposals.slice(0, most).map((proposal) => (
          <li key={proposal.id} className="grid gap-2 px-3.5 py-2.5">
            <p>
              <Link
                prefetch={false}
                href={`/cases/${proposal.case.reference}`}
                className="font-medium wrap-anywhere hover:underline"
              >
                <bdi>{proposal.case.about}</bdi>
              </Link>{" "}
              <span className="text-sm whitespace-nowrap text-muted tabular-nums">{proposal.case.reference}</span>
            </p>
            <ProposedKindBlock proposal={proposal} zone={proposal.case.zone} now={now} />
          </li>
        ))}
      </CardList>
    </Card>
  );
}
