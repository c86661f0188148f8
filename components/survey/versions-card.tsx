import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatInstant } from "@/lib/shared/dates";
import { LANGUAGE_LABELS } from "@/lib/survey/labels";
import type { InstrumentDetail } from "@/lib/survey/types";

/** What of a survey was published, when, and how many answered it. */
export function VersionsCard({ instrument: { versions, site } }: { instrument: InstrumentDetail }) {
  return (
    <Card aria-labelledby="versions">
      <CardHeader id="versions" title="Published" count={versions.length} />
      {versions.length === 0 ? (
        <EmptyState title="Nothing is published yet" />
      ) : (
        <ul className="divide-y divide-line">
          {versions.map(({ version, at, answers, languages }) => (
            <li key={version} className="px-3.5 py-2.5 tabular-nums">
              <p className="font-medium">Version {version}</p>
              <p className="text-sm text-muted">
                {formatInstant(new Date(at), site.zone)},{" "}
                {languages.map((language) => LANGUAGE_LABELS[language]).join(", ")}.{" "}
                {answers === 1 ? "1 answer" : `${answers} answers`}.
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
