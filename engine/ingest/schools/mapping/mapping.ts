import type { ResultCode, Term } from './aliases.ts';
import type { SaidEnds } from './score-end.ts';

/**
 * How a school's files become a data folder: proposed, edited by people, kept from term to term. Plain JSON. It holds pupils'
 * numbers, never their names; keep it where the data folder is kept.
 */
export interface Mapping {
  readonly format: 1;
  /** First calendar year of the academic year that headings without a year belong to. */
  academicYear: number;
  /** ISO day on which that year was settled: in a later academic year it is asked again, never carried over in silence. */
  settledOn: string;
  /** How 03/04/2026 is read. */
  dayOrder: 'day-first' | 'month-first';
  /** Which column identifies a pupil. */
  identifier: 'upn' | 'admission_number';
  /** Schools number their pupils apart: with admission numbers for identifiers, a pupil is known by school and number. */
  numbersPerSchool?: boolean;
  /** School of pupils whose files name none. */
  school: string;
  /** Where several files name no school and each is of its own: the school by the name of its file (see `schoolKey`). */
  schools?: Record<string, string>;
  /** By heading, as the file writes it. */
  readonly columns: Record<string, ColumnUse>;
  /** Long exports: by the text of subject or aspect. */
  readonly aspects: Record<
    string,
    { readonly subject: string; readonly scale: string | null } | { readonly ignore: true }
  >;
  /** Long exports: by the text of result set or term. */
  readonly windows: Record<string, WindowUse | { readonly ignore: true }>;
  /**
   * Rows of files without an identifier, by a hash of names and date of birth (see `personKey`): the pupil each may be. `same`
   * is a person's answer; null is none yet, and the rows are then left out.
   */
  readonly people: Record<string, SuggestedPerson>;
  /** Numbers that may be a second one of the pupil `id` (a temporary number made permanent); one child only where `same` is true. */
  identifiers?: Record<string, SuggestedPerson>;
  /** Grades of the school’s own making, by the name columns and aspects give for their scale. */
  scales?: Record<string, OwnScale>;
  /** Where a test's scores end, by scale ('' those of none): what is written as “95+” is a ceiling only there. */
  ends?: Record<string, SaidEnds>;
  /** What is true of one sheet and not of the next with the same headings, by the sheet's name. */
  sheets?: Record<string, SheetAnswers>;
  /** Which kind of result is followed, by subject, where one sitting gives several (see `measureLabel`). */
  measures?: Record<string, string>;
  /** Which of two tests within days counts. */
  retests?: 'latest' | 'first';
  /** Entries that stand for a status, in lower case; those that somebody has answered with them. */
  readonly codes: Record<string, ResultCode>;
}

/**
 * Answers about one sheet. Columns and their meaning are a layout and are kept from term to term; a term, a year, a date are
 * those of the sheet they were given for, and the next sheet of that name is asked about anew.
 */
export interface SheetAnswers {
  /** Digest of the sheet: another content is another sheet, whatever its name. */
  readonly of: string;
  /** First calendar year of the academic year of what names none, where it is not the mapping's. */
  academicYear?: number;
  /** Term by heading or result set whose own text does not say it; '' of all others. */
  readonly terms: Record<string, SheetTerm>;
  /** Terms of which only a few dates speak, by name of the window: where their results belong. */
  readonly few: Record<string, WindowUse | { readonly ignore: true }>;
}

export type SheetTerm =
  | WindowUse
  /** The term of each row's date. */
  | { readonly byDate: true }
  | { readonly ignore: true };

export interface OwnScale {
  /** Lowest first; empty where the order is not known. */
  readonly grades: readonly string[];
  /** Grades whose place in the order nobody has said yet: their results are left out. */
  readonly words: readonly string[];
  /** Somebody has said that these are no results. */
  readonly leftOut?: boolean;
}

export interface SuggestedPerson {
  readonly id: string;
  readonly likelihood: number;
  readonly reason: string;
  readonly same: boolean | null;
  /** Pupils that somebody has said it is not, asked about before this one. */
  readonly not?: readonly string[];
  /** Where the row stood when it was asked, for whoever answers in the file. */
  readonly row?: string;
}

export type ColumnUse =
  | { readonly field: string }
  | { readonly ignore: true }
  /** Of a sheet with one sitting a row: another kind of result of it, beside its score. */
  | { readonly measure: string }
  | { readonly result: { readonly subject: string; readonly scale: string | null; readonly window: WindowUse | null } };

/** A window by term; the year is the heading's own, or the pupil's year group then, or the mapping's academic year. */
export interface WindowUse {
  readonly term: Term;
  readonly half: 0 | 1 | 2;
  readonly academicYear: number | null;
  readonly yearGroup: string | null;
}

/** One guess of a proposal: what was taken as what, why, and how sure (0 to 1). */
export interface Guess {
  readonly file: string;
  /** Heading, aspect or setting. */
  readonly of: string;
  readonly as: string;
  readonly reason: string;
  readonly confidence: number;
  /** What the heading (or the name) says is in doubt, whatever stands under it. */
  readonly unclear?: true;
  /** The reason without what is in doubt about the cells, where that may be explained later. */
  readonly about?: string;
  /** All that it can be, where that is known. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** Of an order of grades: the grades, lowest first as far as that is known. */
  readonly grades?: readonly string[];
  /** Where it stands in the mapping, for whoever answers. */
  readonly at: readonly string[];
  /** It was answered or understood before, and stands again without a question. */
  readonly reused?: true;
}

export interface Proposal {
  readonly mapping: Mapping;
  readonly guesses: readonly Guess[];
  /** Guesses under the threshold: to be confirmed or corrected. */
  readonly questions: readonly Guess[];
}

/** A guess at least this sure needs no question. */
export const sureEnough = 0.85;
