import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { BASIS_LABELS } from "@/lib/representative/labels";
import { extentWords, noteOnAge } from "@/lib/representative/rules";
import type { Representative, Represented } from "@/lib/representative/types";
import { formatDay } from "@/lib/shared/dates";
import { AddRepresentativeDialog } from "./add-representative-dialog";
import { ChangeRepresentativeDialog } from "./change-representative-dialog";
import { EndRepresentativeDialog } from "./end-representative-dialog";
import type { CaseChoice } from "./representative-fields";
import { StandingChip } from "./standing-chip";

type RepresentativeCardProps = {
  patient: Represented & { id: string };
  representatives: Representative[];
  cases: CaseChoice[];
  /** Today in the zone of the patient's site. */
  day: string;
  mayChange: boolean;
};

/** Everybody on record who may be told about the patient, and on what ground. */
export function RepresentativeCard({ patient, representatives, day, mayChange, ...rest }: RepresentativeCardProps) {
  const cases = rest.cases.map(({ id, reference, about }) => ({ id, reference, about }));
  const current = representatives.filter(({ ended }) => ended === null);
  const past = representatives.filter(({ ended }) => ended !== null);
  return (
    <Card aria-labelledby="representatives">
      <CardHeader id="representatives" title="Who may be told">
        {mayChange ? <AddRepresentativeDialog patientId={patient.id} cases={cases} /> : null}
      </CardHeader>
      {current.length === 0 ? (
        <CardBody className="text-muted">Nobody but the patient is on record.</CardBody>
      ) : (
        <ul className="divide-y divide-line">
          {current.map((one) => (
            <li key={one.id} className="px-3.5 py-2.5">
              <Entry representative={one} patient={patient} day={day} />
              {mayChange ? (
                <div className="-ms-2.5 mt-1 flex gap-1">
                  <ChangeRepresentativeDialog representative={one} cases={cases} />
                  <EndRepresentativeDialog representativeId={one.id} name={one.name} />
                </div>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {past.length > 0 ? (
        <Disclosure summary="Ended" aside={past.length} className="border-t px-3.5 py-1">
          <ul className="grid gap-2 text-sm">
            {past.map((one) => (
              <li key={one.id} className="wrap-anywhere">
                <bdi className="font-medium">{one.name}</bdi>
                <span className="block text-muted">
                  {BASIS_LABELS[one.basis]}. <bdi>{one.ended?.reason}</bdi>
                </span>
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </Card>
  );
}

type EntryProps = { representative: Representative; patient: Represented; day: string };

function Entry({ representative, patient, day }: EntryProps) {
  const { name, relation, phone, email, basis, document, seenOn, seenBy } = representative;
  const note = noteOnAge(representative, { day, patient });
  const seen = seenOn ? `seen ${formatDay(new Date(seenOn))}${seenBy ? ` by ${seenBy}` : ""}` : null;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <bdi className="font-medium wrap-anywhere">{name}</bdi>
        {relation ? <bdi className="text-muted wrap-anywhere">{relation}</bdi> : null}
        <StandingChip representative={representative} patient={patient} day={day} />
      </p>
      <p className="wrap-anywhere">
        May be told <bdi>{extentWords(representative)}</bdi>.
      </p>
      <p className="text-sm text-muted wrap-anywhere">
        {[BASIS_LABELS[basis], document, seen].filter(Boolean).join(" · ")}
      </p>
      {phone || email ? (
        <p className="text-sm text-muted wrap-anywhere">{[phone, email].filter(Boolean).join(" · ")}</p>
      ) : null}
      {note ? <p className="mt-1 text-sm text-soon">{note}</p> : null}
    </>
  );
}
