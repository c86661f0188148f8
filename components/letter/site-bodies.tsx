import { Disclosure } from "@/components/ui/disclosure";
import type { SiteBodyView } from "@/lib/letter/rules/outside-bodies";
import { SiteBodyDialog } from "./site-body-dialog";

type SiteBodiesProps = { site: { id: string; packId: string }; bodies: SiteBodyView[] };

/** Whom the letters of a site name besides it, and how they are reached. What nobody has said yet stands first. */
export function SiteBodies({ site, bodies }: SiteBodiesProps) {
  if (bodies.length === 0) return null;
  const open = bodies.filter(({ own, known }) => !own && !known);
  const sorted = [...open, ...bodies.filter((body) => !open.includes(body))];
  return (
    <Disclosure
      summary="Outside bodies that letters name"
      aside={open.length > 0 ? <span className="text-soon">{open.length} to say how to reach</span> : null}
      open={open.length > 0}
    >
      <ul className="divide-y divide-line">
        {sorted.map((body) => (
          <li key={body.id} className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1 py-2 text-sm">
            <div className="min-w-0 flex-1 basis-64 wrap-anywhere">
              <p className="font-medium">
                <bdi>{body.own?.name ?? body.name}</bdi>
              </p>
              <Reach body={body} />
            </div>
            <SiteBodyDialog site={site} body={body} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function Reach({ body: { own, known, ask } }: { body: SiteBodyView }) {
  if (own) return <bdi>{own.howToReach}</bdi>;
  if (!known) return <p className="text-soon">Nobody has said how to reach it. {ask}</p>;
  return (
    <p>
      <bdi>{known.text}</bdi>{" "}
      <span className="text-muted">
        ({known.isConfirmed ? "" : "not confirmed, "}from {known.source})
      </span>
    </p>
  );
}
