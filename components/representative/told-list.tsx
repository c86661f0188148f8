import { extentWords, noteOnAge } from "@/lib/representative/rules";
import type { Representative, Represented } from "@/lib/representative/types";
import { StandingChip } from "./standing-chip";

type ToldListProps = { representatives: Representative[]; patient: Represented; day: string };

/** Who may be told, about what and until when, in the side panel of a case. */
export function ToldList({ representatives, patient, day }: ToldListProps) {
  const current = representatives.filter(({ ended }) => ended === null);
  if (current.length === 0) return <p className="text-muted">Nobody but the patient is on record.</p>;
  return (
    <ul className="grid gap-2">
      {current.map((one) => (
        <li key={one.id} className="wrap-anywhere">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <bdi className="font-medium">{one.name}</bdi>
            <StandingChip representative={one} patient={patient} day={day} />
          </span>
          <bdi className="block text-muted">{extentWords(one)}</bdi>
          <AgeNote note={noteOnAge(one, { day, patient })} />
        </li>
      ))}
    </ul>
  );
}

function AgeNote({ note }: { note: string | null }) {
  return note ? <p className="text-soon">{note}</p> : null;
}
