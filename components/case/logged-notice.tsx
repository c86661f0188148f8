"use client";

import { Volume2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { spokenGroups } from "@/lib/case/rules";

/** The reference, large, in the groups in which one reads it out over the phone. */
export function LoggedNotice({ reference }: { reference: string }) {
  const groups = spokenGroups(reference);
  const [canSpeak, setCanSpeak] = useState(false);
  useEffect(() => setCanSpeak("speechSynthesis" in window), []);

  const read = () => {
    window.speechSynthesis.cancel();
    // Digit by digit with a rest between groups, as one would say it.
    const spoken = groups.map((group) => group.split("").join(" ")).join(", . ");
    const utterance = new SpeechSynthesisUtterance(spoken);
    utterance.rate = 0.8;
    utterance.lang = "en";
    window.speechSynthesis.speak(utterance);
  };

  return (
    <Card role="status" className="mb-3.5 border-primary bg-primary-soft">
      <CardBody className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <div>
          <p className="text-sm text-primary-text">Logged. Their reference is</p>
          <p className="flex flex-wrap gap-x-3 text-2xl font-semibold tracking-tight tabular-nums" title={reference}>
            <span className="sr-only">{reference}</span>
            {groups.map((group, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the groups of one reference never move.
              <span key={index} aria-hidden>
                {group}
              </span>
            ))}
          </p>
        </div>
        <div className="ms-auto flex flex-wrap gap-2">
          {canSpeak ? (
            <Button icon={<Volume2 aria-hidden />} onClick={read}>
              Read it out
            </Button>
          ) : null}
          <ButtonLink href="/cases/new">Log another</ButtonLink>
        </div>
      </CardBody>
    </Card>
  );
}
