import { Notice } from "@/components/ui/notice";
import { DRAFTED_LABELS } from "@/lib/letter/labels";
import type { LetterDetail } from "@/lib/letter/types";
import { formatDay } from "@/lib/shared/dates";

/** Why a letter is there that nobody began, and what is to be done with it; nothing for one that somebody began, or that is done with. */
export function DraftedNotice({ letter: { drafted, state } }: { letter: LetterDetail }) {
  if (!drafted || state === "sent" || state === "void") return null;
  const day = formatDay(new Date(drafted.sendBy));
  if (!drafted.isNeeded) {
    return (
      <Notice tone="plain" live="none" title={`This letter was drafted for ${day}, which is no longer the day`}>
        The time it was meant for was met or moved since. Make it void if nothing in it needs to be said.
      </Notice>
    );
  }
  return (
    <Notice tone="soon" live="none" title={`${DRAFTED_LABELS[drafted.clock]}: send by ${day}`}>
      {drafted.clock === "resolve"
        ? "Heard drafted it, since the answer is due that day. If it cannot be there, write why it takes longer and check the new day. If it can, make this letter void."
        : "Heard drafted it, since they are to hear by then how it stands. Write that in. If you have told them in another way, make this letter void."}
    </Notice>
  );
}
