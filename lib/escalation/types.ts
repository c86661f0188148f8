/** An escalation that came back, for the person who waits for it. */
export type AnsweredEscalation = {
  id: string;
  reference: string;
  about: string;
  answer: string;
  answeredBy: string;
  answeredAt: string;
  zone: string;
};
