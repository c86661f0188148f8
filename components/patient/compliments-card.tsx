import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import type { CaseRow } from "@/lib/case/types";
import { dayIn, formatDay } from "@/lib/shared/dates";

/** What they praised: good to know before the next difficult call. */
export function ComplimentsCard({ cases }: { cases: CaseRow[] }) {
  const compliments = cases.filter(({ kind }) => kind === "compliment");
  if (compliments.length === 0) return null;
  return (
    <Card aria-labelledby="compliments">
      <CardHeader id="compliments" title="Compliments they gave" count={compliments.length} />
      <ul className="divide-y divide-line">
        {compliments.map(({ id, reference, about, receivedAt, unit, site }) => (
          <li key={id} className="px-3.5 py-2">
            <Link
              prefetch={false}
              href={`/cases/${reference}`}
              className="font-serif wrap-anywhere text-primary-text hover:underline"
            >
              <bdi>{about}</bdi>
            </Link>
            <span className="block text-sm text-muted tabular-nums">
              {[unit, formatDay(dayIn(new Date(receivedAt), site.zone))].filter(Boolean).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
