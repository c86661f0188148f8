import { DeedButton } from "@/components/form/deed-button";
import { Card, CardHeader, CardItem, CardList } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { endAbsenceAction } from "@/lib/access/actions";
import { describeDays } from "@/lib/access/labels";
import type { AbsenceRow } from "@/lib/access/types";
import type { Person } from "@/lib/shared/person";
import { PlanAbsenceDialog } from "./plan-absence-dialog";

type AbsenceCardProps = { person: Person; isSelf: boolean; absences: AbsenceRow[]; covers: Person[]; today: string };

/** When somebody is away and who acts for them, now and later; and for whom they act. */
export function AbsenceCard({ person, isSelf, absences, covers, today }: AbsenceCardProps) {
  return (
    <Card aria-labelledby="absence">
      <CardHeader id="absence" title={isSelf ? "When you are away" : "When they are away"}>
        <PlanAbsenceDialog person={person} isSelf={isSelf} covers={covers} today={today} />
      </CardHeader>
      {absences.length === 0 ? (
        <EmptyState title="No absence is set">
          Colleagues see it wherever they choose who takes a case, and who covers.
        </EmptyState>
      ) : (
        <CardList>
          {absences.map((absence) => (
            <CardItem key={absence.id}>
              <AbsenceLine absence={absence} person={person} isSelf={isSelf} />
            </CardItem>
          ))}
        </CardList>
      )}
    </Card>
  );
}

function AbsenceLine({
  absence,
  person,
  isSelf,
}: Pick<AbsenceCardProps, "person" | "isSelf"> & { absence: AbsenceRow }) {
  const days = describeDays(absence);
  if (absence.person.id !== person.id) {
    return (
      <span className="min-w-0 flex-1">
        {isSelf ? "You cover" : "Covers"} for <bdi>{absence.person.name}</bdi>
        <span className="block text-sm text-muted tabular-nums">{days}</span>
      </span>
    );
  }
  return (
    <>
      <span className="min-w-0 flex-1 basis-40">
        <span className="tabular-nums">Away {days}</span>
        <span className="block text-sm text-muted">
          {absence.cover ? (
            <>
              covered by <bdi>{absence.cover.name}</bdi>
            </>
          ) : (
            "nobody covers"
          )}
          {absence.note ? (
            <>
              {" · "}
              <bdi className="wrap-anywhere">{absence.note}</bdi>
            </>
          ) : null}
        </span>
      </span>
      <DeedButton
        size="s"
        variant="quiet"
        aria-label={`End the absence ${days}`}
        action={endAbsenceAction}
        fields={{ absenceId: absence.id }}
        done="The absence is ended."
      >
        End
      </DeedButton>
    </>
  );
}
