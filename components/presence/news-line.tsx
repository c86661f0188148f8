"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";

/** Says in a corner that there is something new, and shows it when asked: nothing moves under the pointer. */
export function NewsLine({ children }: { children: string | null }) {
  const router = useRouter();
  return (
    <div role="status" className="fixed inset-s-4 bottom-4 z-30 sm:inset-s-18 lg:inset-s-58 print:hidden">
      {children ? (
        <p className="flex items-center gap-3 rounded-lg border bg-raised py-2 ps-3.5 pe-2 shadow">
          <span>{children}</span>
          <Button size="s" onClick={() => router.refresh()}>
            Show
          </Button>
        </p>
      ) : null}
    </div>
  );
}
