import { randomStream } from '../../engine/stats/distributions/random-stream.ts';

/** Windows of a made-up school, oldest first. */
export const sheetWindows = ['Autumn 2 2024/25', 'Summer 2 2024/25', 'Autumn 2 2025/26'] as const;

export interface SheetSettings {
  readonly pupils?: number;
  /** How many windows. */
  readonly windows?: number;
  /** Place of the first window in the sheet; 0 where left out. */
  readonly from?: number;
  /** A heading of its own for the last window: one that needs a question. */
  readonly lastHeading?: string;
  /** Marks by pupil (from 0) in the last window that take the place of the drawn ones. */
  readonly last?: Readonly<Record<number, string>>;
  readonly school?: string;
}

/** A wide sheet as an MIS exports it, of made-up pupils: the same marks every time. */
export function schoolSheet(settings: SheetSettings = {}): string {
  const { pupils = 40, windows = 3, from = 0, lastHeading, last = {}, school = 'Elm Primary' } = settings;
  const stream = randomStream(7);
  const rows = Array.from({ length: pupils }, (_, pupil) => {
    const level = stream.normal() * 13;
    const marks = sheetWindows.map(() => String(Math.round(100 + level + 5 * stream.normal()))).slice(0, windows);
    if (last[pupil] !== undefined) marks[windows - 1] = last[pupil];
    const place = pupil % 2 ? ['Year 4', '4K'] : ['Year 5', '5B'];
    return [
      `K${String(pupil).padStart(4, '0')}`,
      `Müller${pupil}`,
      `Zoë${pupil}`,
      ...place,
      school,
      ...marks.slice(from),
    ];
  });
  const headings = sheetWindows.slice(0, windows).map((window) => `${window} Reading SAS`);
  if (lastHeading !== undefined) headings[windows - 1] = lastHeading;
  const header = [
    'Admission Number',
    'Legal Surname',
    'Legal Forename',
    'Year Group',
    'Reg',
    'School',
    ...headings.slice(from),
  ];
  return [header, ...rows].map((row) => row.join(',')).join('\r\n');
}
