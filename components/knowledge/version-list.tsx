import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/time";
import type { ArticleDetail } from "@/lib/knowledge/types";

type VersionListProps = { article: ArticleDetail; now: string };

/** Every wording that was published, by whom and when; each can still be read. */
export function VersionList({ article: { id, version, versions, site, shownVersion }, now }: VersionListProps) {
  return (
    <Card aria-labelledby="versions" className="print:hidden">
      <CardHeader id="versions" title="Versions" count={versions.length} />
      <ol className="divide-y divide-line">
        {versions.map(({ number, by, at }) => (
          <li key={number} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 px-3.5 py-2 text-sm">
            <Link
              href={number === version ? `/knowledge/${id}` : `/knowledge/${id}?version=${number}`}
              prefetch={false}
              aria-current={number === shownVersion?.number ? "page" : undefined}
              className="inline-flex min-h-6 items-center font-medium text-primary-text tabular-nums underline-offset-2 hover:underline"
            >
              Version {number}
            </Link>
            <span className="text-muted tabular-nums">
              <bdi>{by.name}</bdi>, <RelativeTime iso={at} zone={site.zone} now={now} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
