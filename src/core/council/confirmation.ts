/** What an attendee said of the minutes; null where nothing. */
export type ConfirmationWord = 'confirmed' | 'objected' | null;

/** Whether minutes are confirmed: by all who attended; or, once the day named for it is over, by all who spoke, as silence agrees. An objection asks for another version. */
export function areConfirmed(
  words: readonly ConfirmationWord[],
  { dueOn, today }: { dueOn: string; today: string },
): boolean {
  if (words.includes('objected')) return false;
  return words.every((word) => word === 'confirmed') || today > dueOn;
}
