import { DeedButton } from "@/components/form/deed-button";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/time";
import { stopMailAction } from "@/lib/letter/actions";
import type { LetterDetail } from "@/lib/letter/types";
import { WatchMail } from "./watch-mail";

type MailUnderWayProps = { letter: LetterDetail; now: string };

/** How far an e-mail is that the mail server has not taken yet, and how to stop it. */
export function MailUnderWay({ letter, now }: MailUnderWayProps) {
  const { id: letterId, mail, may, site } = letter;
  if (mail?.state !== "waiting") return null;
  const { askedBy, attempts, lastError, nextAttemptAt, isPickedUp } = mail;
  return (
    <Notice
      tone="soon"
      live="none"
      title={
        <>
          On its way to <bdi>{mail.address}</bdi> by e-mail
        </>
      }
      action={
        may.stop && !isPickedUp ? (
          <DeedButton action={stopMailAction} fields={{ letterId, mailId: mail.id }} done="The e-mail is stopped.">
            Stop it
          </DeedButton>
        ) : null
      }
    >
      Not sent yet: it counts once the mail server has taken it. <bdi>{askedBy.name}</bdi> sent it{" "}
      <RelativeTime iso={mail.askedAt} zone={site.zone} now={now} />.
      {lastError ? (
        <>
          {" "}
          {lastError} {attempts === 1 ? "1 try" : `${attempts} tries`}
          {nextAttemptAt ? (
            <>
              , the next <RelativeTime iso={nextAttemptAt} zone={site.zone} now={now} />
            </>
          ) : null}
          .
        </>
      ) : null}
      <WatchMail />
    </Notice>
  );
}
