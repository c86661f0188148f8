import Link from "next/link";
import { Notice } from "@/components/ui/notice";
import type { LetterDetail } from "@/lib/letter/types";

/** Of a letter that is not sent: that what it tells of was taken up again since. */
export function ToldNoMore({ letter: { toldOf, state } }: { letter: Pick<LetterDetail, "toldOf" | "state"> }) {
  const actions = toldOf?.noMore ?? [];
  if (actions.length === 0 || state === "sent" || state === "void") return null;
  return (
    <Notice tone="late" live="none" title="What this letter tells may no longer be true">
      It tells of an action that no longer counts as effective:{" "}
      {actions.map(({ id, title }, at) => (
        <span key={id}>
          {at > 0 ? ", " : null}
          <Link prefetch={false} href={`/improvement/${id}`} className="underline">
            <bdi>{title}</bdi>
          </Link>
        </span>
      ))}
      . Look at it before the letter goes out, or make the letter void.
    </Notice>
  );
}
