"use client";

import { useRouter } from "next/navigation";
import { type ChangeEvent, startTransition, useId, useState } from "react";
import { sendTo } from "@/components/attachment/send-file";
import { buttonLook } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { cn } from "@/lib/shared/cn";

/** Takes the signed document of a version in. Once it is there it stays. */
export function AttachDocument({ delegationId }: { delegationId: string }) {
  const id = useId();
  const router = useRouter();
  const tell = useToast();
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    target.value = "";
    if (!file || share !== null) return;
    setProblem(null);
    setShare(0);
    const address = `/api/delegations?${new URLSearchParams({ delegationId, name: file.name })}`;
    const ended = await sendTo<{ remark: string | null }>(address, { file, onShare: setShare }).result;
    setShare(null);
    if (ended === "cancelled") return;
    if (!ended.ok) return setProblem(Object.values(ended.fieldErrors ?? {})[0]?.[0] ?? ended.message);
    startTransition(() => {
      router.refresh();
      tell({ title: ended.data.remark ?? "The signed document is attached." });
    });
  };
  const isBusy = share !== null;
  return (
    <div className="grid justify-items-start gap-1">
      <label
        className={cn(
          buttonLook({ size: "s" }),
          "relative has-focus-visible:outline-2 has-focus-visible:outline-focus",
          isBusy ? "cursor-progress" : "cursor-pointer",
        )}
      >
        <input
          type="file"
          accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff,.heic,.webp,.docx,.odt"
          aria-describedby={problem ? `${id}-problem` : undefined}
          onChange={choose}
          disabled={isBusy}
          className="sr-only"
        />
        {isBusy ? `Sending, ${Math.round(share * 100)} %` : "Attach the signed document"}
      </label>
      {problem ? (
        <p id={`${id}-problem`} role="alert" className="text-sm font-medium text-late">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
