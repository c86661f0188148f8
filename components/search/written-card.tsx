import Link from "next/link";
import { buttonLook } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import type { CaseHit } from "@/lib/search/types";
import { HitList } from "./hit-list";

type WrittenCardProps = {
  hits: CaseHit[];
  /** The addresses of the older ones, where there are any, and of the newest, where these are not. */
  older: string | null;
  newest: string | null;
};

/** Cases found by what is written in them, newest first. */
export function WrittenCard({ hits, older, newest }: WrittenCardProps) {
  const some = newest ? "older" : "the newest";
  return (
    <Card aria-labelledby="written">
      <CardHeader
        id="written"
        title="Written in cases"
        count={older || newest ? `${hits.length}, ${some}` : hits.length}
      />
      <HitList hits={hits} />
      {older || newest ? (
        <nav
          aria-label="More cases in which it is written"
          className="flex flex-wrap gap-2 border-t border-line px-4 py-2.5 print:hidden"
        >
          {newest ? <More href={newest}>Back to the newest</More> : null}
          {older ? <More href={older}>Older cases</More> : null}
        </nav>
      ) : null}
    </Card>
  );
}

function More({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} prefetch={false} className={buttonLook({ variant: "plain", size: "s" })}>
      {children}
    </Link>
  );
}
