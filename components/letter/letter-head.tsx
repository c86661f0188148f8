import Link from "next/link";
import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import type { SentHead } from "@/lib/letter/schema";

/** A letter between what is printed above and below it. */
export function OnLetterhead({ head, children }: { head: SentHead; children: ReactNode }) {
  const above = [...head.addressLines, head.phone].filter((line) => line !== "");
  return (
    <div className="grid max-w-prose gap-4">
      <div className="border-b pb-3 text-sm wrap-anywhere">
        <p className="text-base font-semibold">
          <bdi>{head.siteName}</bdi>
        </p>
        {above.length > 0 ? (
          <p className="whitespace-pre-wrap text-muted" dir="auto">
            {above.join("\n")}
          </p>
        ) : null}
      </div>
      {children}
      {head.footer ? (
        <p className="border-t pt-2 text-sm wrap-anywhere text-muted">
          <bdi>{head.footer}</bdi>
        </p>
      ) : null}
    </div>
  );
}

/** Says that a site has no address for its letters; whoever may mend it is led there. */
export function LetterheadMissing({ site, mayMend }: { site: string; mayMend: boolean }) {
  return (
    <Notice tone="soon" live="none" title={`${site} has no address for its letters yet`}>
      They go out without saying where it is.{" "}
      {mayMend ? (
        <Link prefetch={false} href="/admin/sites" className="text-primary-text underline">
          Add it under Sites
        </Link>
      ) : (
        "An administrator adds it under Sites."
      )}
    </Notice>
  );
}
