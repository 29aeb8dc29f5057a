import { fillTemplate } from '../kit/fill-template.ts';

export const overdueTemplates = {
  review: 'The plan was to be reviewed by {date}, and no review is recorded: what came of it?',
  lookAgain: 'It was to be looked at again by {date}: how is it going?',
  agreed: 'By {date} this was to be done: {agreed}. Has it been?',
} as const;

/** Dates (ISO 8601) of what is past and not closed; null for nothing. */
export interface Overdue {
  readonly review: string | null;
  readonly lookAgain: string | null;
  readonly agreed: readonly { readonly date: string; readonly agreed: string }[];
}

/** What is asked of dates that have passed without a word in the record. @param dateWords a date as people write it */
export function overdueSentences(
  { review, lookAgain, agreed }: Overdue,
  dateWords: (date: string) => string,
): string[] {
  return [
    ...(review === null ? [] : [fillTemplate(overdueTemplates.review, { date: dateWords(review) })]),
    ...(lookAgain === null ? [] : [fillTemplate(overdueTemplates.lookAgain, { date: dateWords(lookAgain) })]),
    ...agreed.map((one) =>
      fillTemplate(overdueTemplates.agreed, { date: dateWords(one.date), agreed: one.agreed.replace(/[.!?]+$/, '') }),
    ),
  ];
}
