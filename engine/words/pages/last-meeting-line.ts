import { fillTemplate } from '../kit/fill-template.ts';

/** What came of the meeting before; names only of what is still open. */
export const lastMeetingTemplates = {
  open: 'Last meeting: {agreed} agreed, {done} done, {open} open: {names}.',
  allDone: 'Last meeting: {agreed} agreed, all done.',
  allDoneOne: 'Last meeting: 1 agreed, and done.',
} as const;

/** “Last meeting: 5 agreed, 4 done, 1 open: Tom.” '' where nothing was agreed; `openNames` are the pupils of open agreements. */
export function lastMeetingLine(agreed: number, openNames: readonly string[]): string {
  if (agreed === 0) return '';
  if (openNames.length === 0)
    return fillTemplate(agreed === 1 ? lastMeetingTemplates.allDoneOne : lastMeetingTemplates.allDone, { agreed });
  const open = openNames.length;
  return fillTemplate(lastMeetingTemplates.open, { agreed, done: agreed - open, open, names: openNames.join(', ') });
}
