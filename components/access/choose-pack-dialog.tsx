"use client";

import { useState } from "react";
import { DialogConflict } from "@/components/form/dialog-conflict";
import { ErrorSummary } from "@/components/form/error-summary";
import { ErrorText } from "@/components/form/field";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";
import { choosePackAction } from "@/lib/access/actions";
import { choosePackSchema } from "@/lib/access/schema";
import type { PackChoice } from "@/lib/regulation/rules";

type ChoosePackProps = { siteId: string; siteName: string; packId: string; packs: PackChoice[] };

/** The rules and time limits of a place, for a site: all of them in sight, each with where it holds. */
export function ChoosePackDialog(props: ChoosePackProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)} aria-label={`Choose policy pack of ${props.siteName}`}>
        Choose policy pack
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={
          <>
            Policy pack of <bdi>{props.siteName}</bdi>
          </>
        }
        description="It decides what is a grievance and by when cases are acknowledged and answered. Cases that are there keep theirs."
      >
        <PackForm {...props} onClose={() => setIsOpen(false)} />
      </Dialog>
    </>
  );
}

function PackForm({ siteId, packId, packs, onClose }: ChoosePackProps & { onClose: () => void }) {
  const tell = useToast();
  const { formProps, fieldId, errorsOf, summary, failure, isPending } = useActionForm({
    action: choosePackAction,
    schema: choosePackSchema,
    onDone: () => {
      onClose();
      tell({ title: "Policy pack chosen." });
    },
  });
  const id = fieldId("packId");
  return (
    <form {...formProps} className="grid gap-4">
      <ErrorSummary {...summary} />
      <DialogConflict failure={failure} onClose={onClose} />
      <input type="hidden" name="siteId" value={siteId} />
      <input type="hidden" name="expectedPackId" value={packId} />
      <fieldset className="min-w-0">
        <legend className="sr-only">Policy pack</legend>
        <div className="grid gap-1">
          {packs.map((pack, index) => (
            <PackOption
              key={pack.id}
              pack={pack}
              id={index === 0 ? id : `${id}-${pack.id}`}
              isChosen={pack.id === packId}
            />
          ))}
        </div>
        <ErrorText id={id} error={errorsOf("packId")} />
      </fieldset>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={isPending} pendingLabel="Saving…">
          Use this pack
        </Button>
      </div>
    </form>
  );
}

function PackOption({ pack, id, isChosen }: { pack: PackChoice; id: string; isChosen: boolean }) {
  return (
    <div className="flex items-start gap-2.5">
      <span className="grid size-6 shrink-0 place-items-center">
        <input
          type="radio"
          id={id}
          name="packId"
          value={pack.id}
          defaultChecked={isChosen}
          aria-describedby={`${id}-summary`}
          className="size-4.5 accent-primary"
        />
      </span>
      <div className="pt-0.5">
        <label htmlFor={id} className="block">
          {pack.label}
        </label>
        <p id={`${id}-summary`} className="text-sm text-muted">
          {pack.summary}
        </p>
      </div>
    </div>
  );
}
