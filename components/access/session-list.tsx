import { DeedButton } from "@/components/form/deed-button";
import { CardItem, CardList } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import { endOwnSessionAction } from "@/lib/access/actions";
import { describeBrowser } from "@/lib/access/rules";
import type { SessionRow } from "@/lib/access/types";

type SessionListProps = { sessions: SessionRow[]; zone: string; now: string };

export function SessionList({ sessions, zone, now }: SessionListProps) {
  return (
    <CardList>
      {sessions.map((session) => (
        <CardItem key={session.id}>
          <div className="min-w-0 flex-1">
            <p>
              {describeBrowser(session.userAgent)} <span className="text-muted">from {session.address}</span>
            </p>
            <p className="text-sm text-muted">
              Signed in <RelativeTime iso={session.startedAt} zone={zone} now={now} />, seen{" "}
              <RelativeTime iso={session.lastSeenAt} zone={zone} now={now} />
            </p>
          </div>
          {session.isCurrent ? (
            <Chip tone="met">here</Chip>
          ) : (
            <DeedButton
              size="s"
              action={endOwnSessionAction}
              fields={{ sessionId: session.id }}
              done="Signed out there."
            >
              Sign out there
            </DeedButton>
          )}
        </CardItem>
      ))}
    </CardList>
  );
}
