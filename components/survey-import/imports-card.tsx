import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { formatInstant } from "@/lib/shared/dates";
import { countRows, STATE_LABELS, STATE_TONES } from "@/lib/survey-import/labels";
import type { ImportRow } from "@/lib/survey-import/types";

/** The files that were brought, the newest first. */
export function ImportsCard({ imports }: { imports: ImportRow[] }) {
  return (
    <Card aria-labelledby="imports">
      <CardHeader id="imports" title="Files" count={imports.length}>
        newest first
      </CardHeader>
      {imports.length === 0 ? (
        <EmptyState title="No file has been brought yet" />
      ) : (
        <ul className="divide-y divide-line">
          {imports.map(({ id, name, site, by, receivedAt, state, source, added, rejected }) => (
            <li key={id} className="grid gap-1 px-3.5 py-2.5">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <Link
                  prefetch={false}
                  href={`/surveys/import/${id}`}
                  className="min-w-0 font-medium wrap-anywhere text-primary-text hover:underline"
                >
                  <bdi>{source ?? name}</bdi>
                </Link>
                <Chip tone={STATE_TONES[state]}>{STATE_LABELS[state]}</Chip>
              </p>
              <p className="text-sm wrap-anywhere text-muted tabular-nums">
                {countRows(added)} imported, {rejected.toLocaleString("en")} rejected. <bdi>{name}</bdi>, {site.name},{" "}
                {by}, {formatInstant(new Date(receivedAt), site.zone)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
