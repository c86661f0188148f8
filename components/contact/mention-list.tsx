import Link from "next/link";
import { DeedButton } from "@/components/form/deed-button";
import { Card, CardHeader } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/time";
import { seeMentionAction } from "@/lib/contact/actions";
import type { MentionRow } from "@/lib/contact/types";

/** Notes that name the reader, until they say that they saw them. Nothing stands here when there are none. */
export function MentionList({ mentions, now }: { mentions: MentionRow[]; now: string }) {
  if (mentions.length === 0) return null;
  return (
    <Card aria-labelledby="mentions" className="mb-3.5">
      <CardHeader id="mentions" title="Mentions of you" count={mentions.length} />
      <ul className="divide-y divide-line">
        {mentions.map((mention) => (
          <li key={mention.id} className="flex items-start gap-2.5 px-3.5 py-2">
            <div className="min-w-0 flex-1">
              <Link prefetch={false} href={`/cases/${mention.case.reference}`} className="hover:underline">
                <bdi className="font-medium">{mention.case.about}</bdi>
              </Link>
              <p dir="auto" className="max-w-prose wrap-anywhere">
                {mention.text}
              </p>
              <p className="text-sm text-muted tabular-nums">
                <bdi>{mention.by}</bdi>, <span className="whitespace-nowrap">{mention.case.reference}</span> ·{" "}
                <RelativeTime iso={mention.at} zone={mention.case.zone} now={now} />
              </p>
            </div>
            <DeedButton
              action={seeMentionAction}
              fields={{ mentionId: mention.id }}
              done="Seen."
              size="s"
              aria-label={`Seen: ${mention.case.about}`}
            >
              Seen
            </DeedButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}
