import type { SupportOf } from '../runs/pupils/register-of.ts';
import { needTypes, type PupilNeedRow } from '../records/register/pupil-needs.ts';
import { dateWords } from './date-words.ts';
import { senWords } from './words.ts';

/** “SEN Support since 3 May 2026”; '' for no status. */
export function statusLine({ entry, fileStatus, fileSince }: SupportOf): string {
  const status = entry?.status ?? fileStatus;
  if (status === '') return '';
  const since = entry?.from_on ?? fileSince;
  return `${senWords[status] ?? status}${since ? ` since ${dateWords(since)}` : ''}`;
}

/** “speech, language and communication (communication and interaction): needs time to answer”. */
export function needLine({ need, note }: Pick<PupilNeedRow, 'need' | 'note'>): string {
  const [name, area] = needTypes[need] ?? [need, ''];
  const same = area === '' || area === name;
  return `${name}${same ? '' : ` (${area})`}${note ? `: ${note}` : ''}`;
}
