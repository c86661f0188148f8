import { DeedButton } from "@/components/form/deed-button";
import { Avatar } from "@/components/ui/avatar";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { RelativeTime } from "@/components/ui/time";
import {
  deactivatePersonAction,
  grantRoleAction,
  reactivatePersonAction,
  withdrawRoleAction,
} from "@/lib/access/actions";
import { ROLE_LABELS } from "@/lib/access/labels";
import type { PersonRow, SiteChoice } from "@/lib/access/types";
import { GrantRoleDialog } from "./grant-role-dialog";
import { SetPasswordDialog } from "./set-password-dialog";

type PersonCardProps = { person: PersonRow; sites: SiteChoice[]; isSelf: boolean; zone: string; now: string };

export function PersonCard({ person, sites, isSelf, zone, now }: PersonCardProps) {
  const { id, name, email, isActive, roles, lastSeenAt } = person;
  return (
    <Card aria-label={name} className="h-full p-3.5">
      <div className="flex flex-wrap items-start gap-2.5">
        <Avatar name={name} size="m" />
        <div className="min-w-0 flex-1 basis-40">
          <h2 className="wrap-anywhere">
            <bdi>{name}</bdi> {isSelf ? <Chip>you</Chip> : null}{" "}
            {isActive ? null : <Chip tone="late">deactivated</Chip>}
          </h2>
          <p className="text-sm wrap-anywhere text-muted">
            {email} ·{" "}
            {lastSeenAt ? (
              <>
                seen <RelativeTime iso={lastSeenAt} zone={zone} now={now} />
              </>
            ) : (
              "never signed in"
            )}
          </p>
        </div>
        <div className="flex flex-wrap gap-1">
          <GrantRoleDialog personId={id} name={name} sites={sites} />
          {isSelf ? null : (
            <>
              <SetPasswordDialog personId={id} name={name} />
              {isActive ? (
                <DeedButton
                  size="s"
                  variant="quiet"
                  action={deactivatePersonAction}
                  fields={{ personId: id }}
                  done={`${name} can no longer sign in.`}
                >
                  Deactivate
                </DeedButton>
              ) : (
                <DeedButton
                  size="s"
                  variant="quiet"
                  action={reactivatePersonAction}
                  fields={{ personId: id }}
                  done={`${name} can sign in again.`}
                >
                  Reactivate
                </DeedButton>
              )}
            </>
          )}
        </div>
      </div>
      <ul className="mt-2 grid gap-1">
        {roles.map((grant) => (
          <li key={grant.grantId} className="flex flex-wrap items-center gap-x-2 text-sm">
            <span className="font-medium">{ROLE_LABELS[grant.role]}</span>
            <span className="text-muted">
              {grant.site}
              {grant.unit ? `, ${grant.unit}` : ""}
            </span>
            {grant.isMine ? (
              <DeedButton
                size="s"
                variant="quiet"
                aria-label={`Take away ${ROLE_LABELS[grant.role]} at ${grant.site} from ${name}`}
                action={withdrawRoleAction}
                fields={{ grantId: grant.grantId }}
                done={`${name} is no longer ${ROLE_LABELS[grant.role].toLowerCase()} at ${grant.site}.`}
                undo={{
                  action: grantRoleAction,
                  fields: {
                    ...{ personId: id, siteId: grant.siteId, role: grant.role },
                    unitId: grant.unitId ?? "",
                  },
                  done: `${name} is ${ROLE_LABELS[grant.role].toLowerCase()} at ${grant.site} again. Open cases they had there stay in triage.`,
                }}
              >
                Take away
              </DeedButton>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
