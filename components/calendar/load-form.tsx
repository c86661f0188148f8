"use client";

import { useRouter } from "next/navigation";
import { ErrorSummary } from "@/components/form/error-summary";
import { useActionForm } from "@/components/form/use-action-form";
import { Button, ButtonLink } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { loadHolidaysAction } from "@/lib/calendar/actions";
import { loadHolidaysSchema } from "@/lib/calendar/schema";
import { tellRecount } from "./told";

type LoadFormProps = { fields: { siteId: string; country: string; region: string; years: string }; backHref: string };

/** Loads what the preview above it shows. */
export function LoadForm({ fields, backHref }: LoadFormProps) {
  const tell = useToast();
  const router = useRouter();
  const { formProps, summary, isPending } = useActionForm({
    action: loadHolidaysAction,
    schema: loadHolidaysSchema,
    tellsConflicts: true,
    onDone: ({ added, removed, cases }) => {
      const taken = removed > 0 ? `, ${removed} taken out` : "";
      tell({ title: `Public holidays loaded: ${added} added${taken}. ${tellRecount(cases)}` });
      router.replace(backHref);
      // The page led back to was shown before, and may be kept as it was then.
      router.refresh();
    },
  });
  return (
    <form {...formProps} className="grid gap-3">
      <ErrorSummary {...summary} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" pending={isPending} pendingLabel="Loading…">
          Load these holidays
        </Button>
        <ButtonLink href={backHref} variant="quiet">
          Cancel
        </ButtonLink>
      </div>
    </form>
  );
}
