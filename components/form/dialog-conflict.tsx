"use client";

import { useRouter } from "next/navigation";
import { ConflictNotice } from "@/components/form/conflict";
import type { Failure } from "@/lib/shared/result";

type DialogConflictProps = { failure: Failure | null; onClose: () => void };

/** In a dialog where another was first: what they did, and the way back to the page as it is now. */
export function DialogConflict({ failure, onClose }: DialogConflictProps) {
  const router = useRouter();
  if (failure?.code !== "CONFLICT") return null;
  return (
    <ConflictNotice
      message={failure.message}
      differences={failure.differences ?? []}
      onKeepTheirs={() => {
        onClose();
        router.refresh();
      }}
    />
  );
}
