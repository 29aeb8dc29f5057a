import { findScaleOfGrades } from '../../../scales/registry.ts';
import { parseDay } from '../../values/parse-day.ts';
import { parseNumber } from '../../values/parse-number.ts';
import { resultCodes } from '../mapping/aliases.ts';
import type { ConvertedResult } from '../conversion/conversion.ts';
import { all, textOf, type CtfNode, type CtfPlace } from './ctf-node.ts';
import { dayOf } from '../../../tables/days.ts';
import { readResultText } from '../mapping/read-result-text.ts';
import { whyUnread } from '../mapping/why-unread.ts';

/** Subjects of stage assessments by the code of subject or component; others keep their codes. */
const subjects: Readonly<Record<string, string>> = {
  MAT: 'mathematics',
  REA: 'reading',
  WRI: 'writing',
  ENG: 'english',
  GPS: 'grammar, punctuation and spelling',
  SCI: 'science',
  PHO: 'phonics',
  MTC: 'multiplication tables',
};
const scales: Readonly<Record<string, string>> = { MTC: 'multiplication-tables-check', PHO: 'phonics-check' };
const scaledScores: Readonly<Record<string, string>> = { KS1: 'ks1-scaled-score', KS2: 'ks2-scaled-score' };

interface Read {
  readonly result: ConvertedResult;
  /** As the file names it, for whoever looks for it. */
  readonly column: string;
  readonly written: string;
  /** Floor or ceiling by the way it is written. */
  readonly atEnd: boolean;
}

/**
 * Stage assessments of one pupil. A key stage often has several results of a subject (scaled score, teacher assessment, marks of
 * each paper), and two of one window would cancel each other: a scaled score or check comes first, then a grade, then marks; a
 * result before an absence. The others are listed as not used.
 */
export function readCtfResults(pupil: CtfNode, upn: string, place: CtfPlace): void {
  const read = all(pupil, 'KEYSTAGE').flatMap((stage) =>
    all(stage, 'STAGEASSESSMENT').flatMap((node) => readOne(node, textOf(stage, 'STAGE'), upn, place) ?? []),
  );
  for (const sitting of Map.groupBy(read, ({ result }) => `${result.subject}\n${result.window}`).values()) {
    const best = Math.min(...sitting.map(({ result }) => rankOf(result)));
    const used = sitting.find(({ result }) => rankOf(result) === best)!.result;
    for (const { result, column, written, atEnd } of sitting)
      if (rankOf(result) === best) {
        if (atEnd) place.conversion.noteEnd({ status: result.status, atEnd });
        place.conversion.addResult(result, { file: place.file, order: place.seen.order });
      } else {
        const instead = used.score || used.status;
        const reason = `Another result of the same subject and key stage is used instead: ${instead}. Nothing to do if that is right.`;
        leaveOut(place, column, reason, written);
      }
  }
}

function rankOf({ status, scale, score }: ConvertedResult): number {
  const kind = Number.isNaN(parseNumber(score)) ? 1 : scale === '' ? 2 : 0;
  return (status === 'valid' ? 0 : 10) + kind;
}

function readOne(node: CtfNode, stage: string, upn: string, place: CtfPlace): Read | null {
  const component = textOf(node, 'COMPONENT');
  const code = textOf(node, 'SUBJECT');
  const written = textOf(node, 'RESULT');
  const named = scales[component] ?? scales[code];
  const scale = named ?? (textOf(node, 'RESULTQUALIFIER') === 'SS' ? scaledScores[stage] : undefined) ?? '';
  const read = readResultText(written, scale || null, resultCodes);
  const column = `${stage} ${code} ${component}`.trim();
  const counts = place.conversion.counts.of(place.file);
  const state = textOf(node, 'RESULTSTATUS').toUpperCase();
  if (state === 'T' || state === 'E') {
    leaveOut(
      place,
      column,
      `It is ${state === 'T' ? 'a target' : 'an estimate'}, not a result. Nothing to do.`,
      written,
    );
    return null;
  }
  if (read.kind === 'empty') {
    counts.seen++;
    counts.empty++;
    return null;
  }
  const year = Number(textOf(node, 'YEAR'));
  const { conversion } = place;
  const isToCome = dayOf(year, 1, 1) > conversion.today;
  const day = conversion.plausibleDay(parseDay(textOf(node, 'RESULTDATE')), upn);
  if (read.kind === 'unknown' || !(year > 1990 && year < 2100) || isToCome) {
    const noYear = isToCome ? 'The year of the result is still to come. Correct it.' : 'The result has no year.';
    const why = read.kind === 'unknown' ? whyUnread(read) : noYear;
    leaveOut(place, column, why, written);
    return null;
  }
  const window = `${year}-${stage.toLowerCase()}`;
  place.conversion.addNamedWindow(window, `${stage} ${year}`, `${year}-06-15`, day);
  const result = {
    pupilId: upn,
    subject: subjectOf(code, component),
    window,
    measure: '',
    score: read.score,
    scale: read.status === 'valid' ? scale || scaleOfGrade(read.score, stage) : scale,
    day,
    status: read.status,
    sem: '',
    form: '',
    school: place.school,
  };
  return { result, column, written, atEnd: read.atEnd === true };
}

/** A known component says the subject more closely than its subject does; of unknown ones each is a subject of its own. */
function subjectOf(code: string, component: string): string {
  return subjects[component] ?? subjects[code] ?? `${code} ${component}`.trim().toLowerCase();
}

function scaleOfGrade(grade: string, stage: string): string {
  if (!Number.isNaN(parseNumber(grade))) return '';
  if (/^PK/i.test(grade)) return stage === 'KS1' ? 'pre-key-stage-1' : 'pre-key-stage-2';
  return findScaleOfGrades([grade])?.scale ?? '';
}

function leaveOut({ file, entry, conversion }: CtfPlace, column: string, reason: string, value: string): void {
  const counts = conversion.counts.of(file);
  counts.seen++;
  counts.notUsed++;
  conversion.lose(reason, 1);
  conversion.leaveOut({ file, row: entry, column, reason, value: value.slice(0, 80) });
}
