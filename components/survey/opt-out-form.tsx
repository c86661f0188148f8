"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { optOutAction } from "@/lib/survey/actions";

type OptOutFormProps = { token: string; words: { button: string; body: string; done: string }; hasOptedOut: boolean };

/** One click, and nothing to fill in. Works without scripts. */
export function OptOutForm({ token, words, hasOptedOut }: OptOutFormProps) {
  const [result, send] = useActionState(optOutAction, null);
  if (hasOptedOut || result?.ok) {
    return (
      <p role="status" className="border-t pt-4 text-sm">
        {words.done}
      </p>
    );
  }
  return (
    <form action={send} className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t pt-4">
      <input type="hidden" name="token" value={token} />
      <p className="min-w-0 flex-1 basis-48 text-sm text-muted">{words.body}</p>
      <Button type="submit" variant="quiet" size="s">
        {words.button}
      </Button>
    </form>
  );
}
