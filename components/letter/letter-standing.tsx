import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/time";
import { troubleOf } from "@/lib/letter/rules/trouble";
import type { FactsNow, LetterDetail } from "@/lib/letter/types";
import { MailUnderWay } from "./mail-under-way";

type LetterStandingProps = { letter: LetterDetail; facts: FactsNow | null; now: string };

/** Where a letter stands and what that asks of whoever looks at it. */
export function LetterStanding({ letter, facts, now }: LetterStandingProps) {
  const { state, submitted, decided, site, voidReason, isOwn } = letter;
  switch (state) {
    case "draft":
      return null;
    case "sending":
      return <MailUnderWay letter={letter} now={now} />;
    case "sent":
      return letter.kind === "resolution" ? <WhatItDid letter={letter} /> : null;
    case "for_approval":
      return (
        <>
          {facts && facts.changed.length > 0 ? (
            <Notice tone="soon" live="none" title="The case has changed while this letter waited">
              The case now says something else about {new Intl.ListFormat("en").format(facts.changed)}. Compare it with
              the letter before you decide.
            </Notice>
          ) : null}
          {submitted ? (
            <Notice tone="plain" live="none" title={`${submitted.by.name} asks for approval`}>
              <RelativeTime iso={submitted.at} zone={site.zone} now={now} />.
              {isOwn ? " You worked on this letter, so somebody else decides on it." : null}
            </Notice>
          ) : null}
        </>
      );
    case "returned":
      return (
        <Notice tone="soon" live="none" title={`${decided?.by.name ?? "Somebody"} returned this letter`}>
          What is to be done stands among the comments.
        </Notice>
      );
    case "approved":
      return (
        <>
          <NotSent letter={letter} />
          <Notice tone="met" live="none" title={`${decided?.by.name ?? "Somebody"} approved this letter`}>
            {decided ? <RelativeTime iso={decided.at} zone={site.zone} now={now} /> : null}. Whoever wants to change it
            takes it back first, and it is approved anew.
          </Notice>
        </>
      );
    case "void":
      return (
        <Notice tone="paused" live="none" title="This letter is void">
          {voidReason}
        </Notice>
      );
    default:
      return state satisfies never;
  }
}

function NotSent({ letter }: { letter: LetterDetail }) {
  const trouble = troubleOf({ ...letter, cameBack: letter.cameBack[0] ?? null });
  return trouble ? (
    <Notice tone="late" live="none" title="Nobody has had this letter yet">
      <span dir="auto" className="wrap-anywhere">
        {trouble}
      </span>
    </Notice>
  ) : null;
}

/** What the answer that went out did for its case, and the way there. */
function WhatItDid({ letter: { case: of } }: { letter: LetterDetail }) {
  if (of.state === "closed") return null;
  const action = (
    <ButtonLink href={`/cases/${of.reference}`} size="s">
      Go to the case
    </ButtonLink>
  );
  return of.state === "answered" ? (
    <Notice tone="met" live="none" title="The case is answered" action={action}>
      They have the answer from the day on which this letter went out. Close the case when nothing is left to do.
    </Notice>
  ) : (
    <Notice tone="soon" live="none" title="The case is not answered yet" action={action}>
      This letter went out, and something else is still missing there, such as a finding.
    </Notice>
  );
}
