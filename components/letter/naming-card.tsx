import { DeedButton } from "@/components/form/deed-button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/time";
import { chooseNamingAction } from "@/lib/letter/actions";
import type { NamingView } from "@/lib/letter/types";

type NamingCardProps = { naming: NamingView; zone: string; now: string };

/** Whether letters of a site name staff beside the contact person. */
export function NamingCard({ naming: { siteId, namesStaff, changed }, zone, now }: NamingCardProps) {
  return (
    <Card aria-labelledby="naming">
      <CardHeader id="naming" title="Names of staff" />
      <CardBody className="grid justify-items-start gap-2">
        <p className="font-medium">
          {namesStaff ? "Letters may name staff" : "Letters name no staff but the contact person"}
        </p>
        <p className="text-sm text-muted">
          {namesStaff
            ? "Nothing is found where somebody of the staff is named in a letter."
            : "Everybody else of the staff, also who left, is found by name. Who has the case and who signs may be named."}
        </p>
        {changed ? (
          <p className="text-sm text-muted">
            Decided by <bdi>{changed.by.name}</bdi>, <RelativeTime iso={changed.at} zone={zone} now={now} />
          </p>
        ) : null}
        <DeedButton
          size="s"
          action={chooseNamingAction}
          fields={{ siteId, namesStaff: namesStaff ? "no" : "yes" }}
          done={namesStaff ? "Letters are checked for names of staff." : "Letters may name staff."}
        >
          {namesStaff ? "Name no staff but the contact person" : "Let letters name staff"}
        </DeedButton>
      </CardBody>
    </Card>
  );
}
