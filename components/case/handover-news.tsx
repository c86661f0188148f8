import Link from "next/link";
import { DeedButton } from "@/components/form/deed-button";
import { Card, CardHeader } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { RelativeTime } from "@/components/ui/time";
import { seeHandoverAction } from "@/lib/case/actions";
import { countCases } from "@/lib/case/labels";
import type { HandoverNews as News } from "@/lib/case/types";

/** What others handed over to the reader, until they say that they saw it. Nothing stands here when there is nothing. */
export function HandoverNews({ news, now }: { news: News[]; now: string }) {
  if (news.length === 0) return null;
  return (
    <Card aria-labelledby="handed-over" className="mb-3.5">
      <CardHeader id="handed-over" title="Handed over to you" count={news.length} />
      <ul className="divide-y divide-line">
        {news.map((one) => (
          <li key={one.partId} className="flex items-start gap-2.5 px-3.5 py-2">
            <div className="min-w-0 flex-1">
              <p className="wrap-anywhere">
                <span className="font-medium">
                  {countCases(one.count)} handed over to you by <bdi>{one.by}</bdi>:
                </span>{" "}
                <bdi>{one.reason}</bdi>
              </p>
              {one.note ? (
                <p dir="auto" className="max-w-prose whitespace-pre-wrap wrap-anywhere">
                  {one.note}
                </p>
              ) : null}
              <p className="text-sm text-muted tabular-nums">
                {one.by === one.from ? null : (
                  <>
                    from <bdi>{one.from}</bdi> ·{" "}
                  </>
                )}
                <RelativeTime iso={one.at} zone={one.zone} now={now} />
              </p>
              <Disclosure summary="Which cases?">
                <ul>
                  {one.cases.map(({ reference, about }) => (
                    <li key={reference}>
                      <Link prefetch={false} href={`/cases/${reference}`} className="wrap-anywhere hover:underline">
                        <bdi>{about}</bdi>{" "}
                        <span className="text-sm whitespace-nowrap text-muted tabular-nums">{reference}</span>
                      </Link>
                    </li>
                  ))}
                </ul>
              </Disclosure>
            </div>
            <DeedButton
              action={seeHandoverAction}
              fields={{ partId: one.partId }}
              done="Seen."
              size="s"
              aria-label={`Seen: ${countCases(one.count)} from ${one.from}`}
            >
              Seen
            </DeedButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}
