/** Lines that staff must know first, and why each stopped being one. */
export const ALERTS = [
  { text: "Hard of hearing: call the landline, speak slowly.", over: "Has a new hearing aid and prefers the mobile." },
  { text: "Never leave a message: the phone is shared.", over: "Has a phone of their own now." },
  { text: "Low vision: letters in 18 point, please.", over: "Asked for e-mail instead of letters." },
  { text: "Calls only after 14:00, dialysis in the morning.", over: "Dialysis has moved to the evening." },
  { text: "Wants no visit or letter at home.", over: "Said that letters are welcome again." },
  { text: "Recently bereaved: be gentle about dates.", over: "A year has passed; they asked us to stop." },
  { text: "Memory problems: write down what was agreed.", over: "The daughter now holds the power of attorney." },
];
