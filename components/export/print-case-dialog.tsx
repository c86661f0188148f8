"use client";

import { Printer } from "lucide-react";
import { useId, useState } from "react";
import { Segmented } from "@/components/form/segmented";
import { Button, buttonLook } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { hrefWith } from "@/lib/shared/search-params";

/** Opens the whole file of a case as a PDF, from where it is printed or kept. */
export function PrintCaseDialog({ reference }: { reference: string }) {
  const [isOpen, setOpen] = useState(false);
  const [notes, setNotes] = useState("no");
  const id = useId();
  const close = () => setOpen(false);
  return (
    <>
      <Button icon={<Printer aria-hidden />} onClick={() => setOpen(true)}>
        Print case file
      </Button>
      <Dialog
        open={isOpen}
        onClose={close}
        title={`Print ${reference}`}
        description="A PDF with numbered pages. Each page says who printed it and when, and the case keeps a note of it."
        footer={
          <>
            <Button onClick={close}>Cancel</Button>
            <a
              href={hrefWith(`/api/cases/${reference}/file`, { notes })}
              target="_blank"
              rel="noreferrer"
              onClick={close}
              className={buttonLook({ variant: "primary" })}
            >
              Open PDF
            </a>
          </>
        }
      >
        <Segmented
          id={id}
          name="notes"
          legend="What is in it"
          hint="Without internal notes it is the copy to hand out: what was raised, contacts with them, letters that were sent, promises and answers, and nothing that colleagues do or write among themselves. What somebody wrote or said stands in it word for word, with the names in it: read it before you hand it out. The complete file is everything that you may see, and stays among colleagues."
          value={notes}
          onChange={(event) => setNotes(event.target.value)}
          options={[
            { value: "no", label: "Without internal notes" },
            { value: "yes", label: "Complete, for colleagues" },
          ]}
        />
      </Dialog>
    </>
  );
}
