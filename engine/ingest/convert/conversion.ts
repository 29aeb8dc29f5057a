import type { ResultStatus } from '../../tables/assessment-data.ts';
import { checkUpn } from './check-upn.ts';
import { nominalDate, windowLabel, windowName, type SchoolWindow } from './school-terms.ts';

/** A cell or row of a school's file that did not become part of the data folder. */
export interface UnusedCell {
  readonly file: string;
  /** Row of the sheet, 1 = the first; entry of the file for XML. */
  readonly row: number;
  readonly column: string;
  readonly reason: string;
  readonly value: string;
}

export interface ConvertedResult {
  readonly pupilId: string;
  readonly subject: string;
  readonly window: string;
  readonly score: string;
  readonly scale: string;
  readonly day: number;
  readonly status: ResultStatus;
  readonly sem: string;
  readonly form: string;
}

/** Counts of result cells: `seen` = `used` + `empty` + `notUsed`, always. */
export interface ResultCounts {
  seen: number;
  used: number;
  empty: number;
  notUsed: number;
}

/** What files add up to, on the way to a data folder. Pupils' facts from several files are put together, the first one given stands. */
export class Conversion {
  readonly pupils = new Map<string, Map<string, string>>();
  readonly results: ConvertedResult[] = [];
  readonly unused: UnusedCell[] = [];
  readonly counts: ResultCounts = { seen: 0, used: 0, empty: 0, notUsed: 0 };
  readonly windows = new Map<string, { label: string; nominal: string; days: number[] }>();
  /** Former numbers of pupils, and the present ones. */
  readonly formerIds = new Map<string, string>();
  /** Numbers by admission number, as files that hold both give them; null where two pupils share one. */
  readonly idByAdmissionNumber = new Map<string, string | null>();
  readonly notes = new Map<string, number>();

  note(text: string): void {
    this.notes.set(text, (this.notes.get(text) ?? 0) + 1);
  }

  /** Notes what a pupil's number says about itself; the number is used as it is. */
  checkIdentifier(id: string): void {
    const { fault, temporary, expectedLetter } = checkUpn(id);
    if (fault === 'shape') this.note('Identifiers that are not unique pupil numbers.');
    else if (fault)
      this.note(`Unique pupil numbers whose check letter does not fit (expected ${expectedLetter} or the like).`);
    else if (temporary) this.note('Temporary unique pupil numbers: they will change.');
  }

  addPupil(id: string, facts: Readonly<Record<string, string>>): void {
    const known = this.pupils.get(id);
    if (!known) this.checkIdentifier(id);
    const pupil = known ?? new Map<string, string>();
    for (const [field, text] of Object.entries(facts)) {
      if (text === '') continue;
      const earlier = pupil.get(field);
      if (earlier === undefined) pupil.set(field, text);
      else if (earlier !== text && field === 'school') this.note('Pupils with two schools: the first one stands.');
    }
    this.pupils.set(id, pupil);
  }

  addWindow(window: SchoolWindow, day: number): string {
    return this.addNamedWindow(windowName(window), windowLabel(window), nominalDate(window), day);
  }

  addNamedWindow(name: string, label: string, nominal: string, day: number): string {
    const known = this.windows.get(name) ?? { label, nominal, days: [] };
    if (!Number.isNaN(day)) known.days.push(day);
    this.windows.set(name, known);
    return name;
  }

  leaveOut(cell: UnusedCell): void {
    this.unused.push(cell);
  }
}
