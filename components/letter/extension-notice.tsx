import { ExtendDialog } from "@/components/clock/extend-dialog";
import { Notice } from "@/components/ui/notice";
import type { ExtensionOffer } from "@/lib/letter/types";
import { formatDay } from "@/lib/shared/dates";

/** That a letter told of more time which the clock of the case has not been given, with the way to give it. */
export function ExtensionNotice({ offer }: { offer: ExtensionOffer | null }) {
  if (!offer) return null;
  const { dueOn, newDay, ...given } = offer;
  return (
    <Notice
      tone="soon"
      live="none"
      title={`This letter says ${formatDay(new Date(newDay))}, and the answer is still due ${formatDay(new Date(dueOn))}`}
      action={<ExtendDialog {...given} />}
    >
      Record the extension, with the reason and the day from the letter, so that the case goes by what they were told.
    </Notice>
  );
}
