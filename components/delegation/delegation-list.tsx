import { CardItem, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import { STANDING_LABELS, STANDING_TONES } from "@/lib/delegation/labels";
import type { DelegationRow, DelegationView } from "@/lib/delegation/types";
import { formatDay } from "@/lib/shared/dates";
import { AttachDocument } from "./attach-document";

/** The versions of the delegation of a site, the one that counts first. */
export function DelegationList({ view, now }: { view: DelegationView; now: string }) {
  const { versions, standing, zone } = view;
  return (
    <CardList>
      {versions.map((version, index) => (
        <CardItem key={version.id} className="items-start">
          <div className="grid min-w-0 flex-1 basis-60 gap-0.5">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <bdi className="font-medium wrap-anywhere">{version.committee}</bdi>
              {index === 0 ? (
                <Chip tone={STANDING_TONES[standing.state]}>{STANDING_LABELS[standing.state]}</Chip>
              ) : (
                <Chip>Replaced</Chip>
              )}
            </span>
            <span className="text-sm">
              <span className="text-muted">Signed by </span>
              <bdi className="wrap-anywhere">{version.signedBy}</bdi>
            </span>
            <span className="text-sm tabular-nums">{tellDays(version)}</span>
            <span className="text-sm text-muted">
              Version {version.number}, recorded by <bdi>{version.recordedBy.name}</bdi>,{" "}
              <RelativeTime iso={version.recordedAt} zone={zone} now={now} />
            </span>
          </div>
          <Document version={version} isNewest={index === 0} />
        </CardItem>
      ))}
    </CardList>
  );
}

function tellDays({ adoptedOn, expiresOn }: DelegationRow): string {
  const since = `Adopted on ${formatDay(new Date(adoptedOn))}`;
  return expiresOn ? `${since}, holds until ${formatDay(new Date(expiresOn))}` : `${since}, states no end`;
}

function Document({ version: { id, number, document }, isNewest }: { version: DelegationRow; isNewest: boolean }) {
  if (document) {
    return (
      <a
        href={`/api/files/${id}`}
        className="inline-flex min-h-6 max-w-full items-center text-sm wrap-anywhere text-primary-text hover:underline"
        aria-label={`Signed document of version ${number}: ${document.name}`}
      >
        <bdi>{document.name}</bdi>
      </a>
    );
  }
  return isNewest ? (
    <AttachDocument delegationId={id} />
  ) : (
    <span className="text-sm text-muted">No document was attached</span>
  );
}
