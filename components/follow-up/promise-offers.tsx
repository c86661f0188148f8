"use client";

import { DeedButton } from "@/components/form/deed-button";
import { Notice } from "@/components/ui/notice";
import { setAsideAction } from "@/lib/follow-up/actions";
import type { PromiseOffer } from "@/lib/follow-up/types";
import { formatDay } from "@/lib/shared/dates";
import type { Desk } from "./desk";
import { PromiseDialog } from "./promise-dialog";

/** What in a contact sounds like a promise, and one press to keep it in the ledger. */
export function PromiseOffers({ offers, desk }: { offers: PromiseOffer[]; desk: Desk }) {
  const [first] = offers;
  if (!first) return null;
  return (
    <Notice live="none" tone="soon" title="Sounds like a promise" className="mt-2 print:hidden">
      <ul className="grid gap-2">
        {offers.map((offer) => (
          <li key={offer.words}>
            <p dir="auto" className="wrap-anywhere">
              “{offer.words}”{" "}
              <span className="text-sm text-muted">
                {offer.dueOn ? `By ${formatDay(new Date(offer.dueOn))}.` : "No day is named."} Keep it in the ledger?
              </span>
            </p>
            <PromiseDialog desk={desk} offer={offer} button="Keep it in the ledger" variant="plain" />
          </li>
        ))}
      </ul>
      <DeedButton
        size="s"
        variant="quiet"
        className="mt-2 -ms-2.5"
        action={setAsideAction}
        fields={{ contactId: first.contactId }}
        done="It is not offered again."
      >
        {offers.length === 1 ? "It is no promise" : "These are no promises"}
      </DeedButton>
    </Notice>
  );
}
