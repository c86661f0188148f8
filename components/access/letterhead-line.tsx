import type { LetterheadField } from "@/lib/access/schema";
import { LetterheadDialog } from "./letterhead-dialog";

type Site = { id: string; name: string } & Record<LetterheadField, string | null>;

/** What stands above and below the letters of a site, or that nothing does. */
export function LetterheadLine({ site }: { site: Site }) {
  const parts = [site.address?.split("\n").join(", "), site.phone, site.email, site.web].filter(Boolean);
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <span className="min-w-0 wrap-anywhere">
        <span className="text-muted">Letterhead: </span>
        {parts.length > 0 ? (
          <bdi>{parts.join(" · ")}</bdi>
        ) : (
          <span className="font-medium text-soon">none yet, so letters go out without an address of the site</span>
        )}
        {parts.length > 0 && !site.address ? <span className="font-medium text-soon"> (no address yet)</span> : null}
      </span>
      <LetterheadDialog site={site} />
    </div>
  );
}
