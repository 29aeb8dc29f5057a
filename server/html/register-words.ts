import type { SupportOf } from '../runs/pupils/register-of.ts';
import { notKnownOf, type NotKnown } from '../records/register/not-known.ts';
import { needTypes, type PupilNeedRow } from '../records/register/pupil-needs.ts';
import type { RegisterEntryRow } from '../records/record-tables.ts';
import { dateWords } from './date-words.ts';
import { senWords } from './words.ts';

/** What stands in place of what nobody knows of a decision from before this record. */
export const notKnownWords = 'not known (before this record)';

/** “SEN Support since 3 May 2026”; '' for no status. */
export function statusLine({ entry, fileStatus, fileSince }: SupportOf): string {
  const status = entry?.status ?? fileStatus;
  if (status === '') return '';
  if (entry) return `${senWords[status] ?? status} ${sinceWords(entry)}`;
  return `${senWords[status] ?? status}${fileSince ? ` since ${dateWords(fileSince)}` : ''}`;
}

/** “since 3 May 2026”, or by when it had begun. */
export function sinceWords(entry: Pick<RegisterEntryRow, 'from_on' | 'not_known'>): string {
  const on = dateWords(entry.from_on);
  return notKnownOf(entry).has('from') ? `since before ${on}` : `since ${on}`;
}

/** “8 December 2026, by Ms Khan, in a talk”. */
export function toldWords(entry: Pick<RegisterEntryRow, 'told_on' | 'told_by' | 'told_how' | 'not_known'>): string {
  if (notKnownOf(entry).has('told')) return notKnownWords;
  const by = entry.told_by === '' ? '' : `, by ${entry.told_by}`;
  return `${dateWords(entry.told_on)}${by}${entry.told_how === '' ? '' : `, ${entry.told_how}`}`;
}

/** A text of an entry, or that it is not known. */
export function orNotKnown(entry: Pick<RegisterEntryRow, 'not_known'>, code: NotKnown, text: string): string {
  return notKnownOf(entry).has(code) ? notKnownWords : text;
}

/** “speech, language and communication (communication and interaction): needs time to answer”. */
export function needLine({ need, note }: Pick<PupilNeedRow, 'need' | 'note'>): string {
  const [name, area] = needTypes[need] ?? [need, ''];
  const same = area === '' || area === name;
  return `${name}${same ? '' : ` (${area})`}${note ? `: ${note}` : ''}`;
}
