import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { LANGUAGE_LABELS } from "@/lib/survey/labels";
import type { InstrumentRow, SettingView } from "@/lib/survey/types";
import { MakeInstrumentDialog } from "./make-instrument-dialog";

type InstrumentsCardProps = { instruments: InstrumentRow[]; settings: SettingView[] };

/** The surveys that the sites made themselves. */
export function InstrumentsCard({ instruments, settings }: InstrumentsCardProps) {
  const places = settings.filter(({ mayChange }) => mayChange).map(({ siteId, site }) => ({ id: siteId, name: site }));
  return (
    <Card aria-labelledby="instruments">
      <CardHeader id="instruments" title="Our own surveys">
        {places.length > 0 ? <MakeInstrumentDialog places={places} instruments={instruments} /> : null}
      </CardHeader>
      {instruments.length === 0 ? (
        <EmptyState title="No survey of your own yet" />
      ) : (
        <ul className="divide-y divide-line">
          {instruments.map((row) => (
            <li key={row.id} className="grid gap-1 px-3.5 py-2.5">
              <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
                <Link
                  prefetch={false}
                  href={`/surveys/instruments/${row.id}`}
                  className="min-w-0 font-medium wrap-anywhere text-primary-text hover:underline"
                >
                  {row.name}
                </Link>
                {row.isSent ? <Chip tone="met">Sent now</Chip> : null}
                {row.isRetired ? <Chip>Retired</Chip> : null}
              </p>
              <p className="text-sm text-muted">
                {settings.length > 1 ? `${row.site}. ` : ""}
                {tell(row)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function tell({ published, hasDraft, isRetired }: InstrumentRow): string {
  const draft = hasDraft && !isRetired ? (published ? " A newer one is being written." : "Not published yet.") : "";
  if (!published) return draft || "Never published.";
  const languages = published.languages.map((language) => LANGUAGE_LABELS[language]).join(", ");
  return `Version ${published.version}, ${languages}.${draft}`;
}
