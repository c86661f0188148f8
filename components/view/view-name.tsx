import { House, Users } from "lucide-react";
import type { QueueView } from "@/lib/view/types";

type ViewNameProps = { view: Pick<QueueView, "name" | "sharedWith">; isDefault: boolean };

/** What a view is called, with a sign where others see it too and where the queue opens with it. */
export function ViewName({ view: { name, sharedWith }, isDefault }: ViewNameProps) {
  const shared = sharedWith ? `Shared with ${sharedWith}` : null;
  const says = [name, shared, isDefault ? "The queue opens with it" : null].filter(Boolean).join(". ");
  return (
    <span title={says} className="flex min-w-0 items-center gap-1.5 [&_svg]:size-3.5 [&_svg]:shrink-0">
      <bdi className="max-w-52 truncate">{name}</bdi>
      {shared ? <Users role="img" aria-label={shared} /> : null}
      {isDefault ? <House role="img" aria-label="The queue opens with it" /> : null}
    </span>
  );
}
