/** What people write beside their answer to the Friends and Family Test, by the answer. None tells who they are. */
export const IMPORTED_COMMENTS: Record<string, string[]> = {
  very_good: [
    "Seen on time, and everything explained.",
    "The nurse remembered me from last year.",
    "Kind from the door to the door.",
  ],
  good: ["All fine once I had found the entrance.", "Good care. The waiting room is cold."],
  neither: ["It was what it was: an hour of waiting and five minutes of doctor."],
  poor: ["Nobody said that the clinic ran two hours late.", "My letter named another day than the desk did."],
  very_poor: ["I was sent home still bleeding and had to come back in the evening."],
  dont_know: ["I only brought my neighbour."],
};
