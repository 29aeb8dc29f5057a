import { criterionNames, verdictNames } from '../tables/run-schema.ts';
import { resultStatuses } from '../tables/assessment-data.ts';
import { hasLeft } from '../tables/has-left.ts';
import type { AgendaInput, AgendaSettings } from './agenda-input.ts';

const criteria = criterionNames.length;
const met = verdictNames.indexOf('met');
const gapNotClosing = criterionNames.indexOf('gap-not-closing');

/** What the comparisons of all subjects come to, one entry a pupil. */
export interface PupilFindings {
  /** 1 with a usable current result in any subject. */
  readonly measured: Uint8Array;
  /** 1 with at least one criterion met; 0 of those who have left. */
  readonly flagged: Uint8Array;
  /** Highest probability of any criterion in any subject; 0 where none could be computed. */
  readonly likeliest: Float64Array;
  /** Log odds; NaN where not measured. */
  readonly concern: Float64Array;
  /** `concern`, lifted by the level rule: what the list is ordered by. */
  readonly ordering: Float64Array;
  /** Chance that none of the criteria met is true; NaN where none is met. */
  readonly probablyOrdinary: Float64Array;
  /** Mean true position over the subjects measured now; NaN where not measured. */
  readonly position: Float64Array;
  /** “subject: criterion; …” of those met; null where none is. */
  readonly whyListed: (string | null)[];
  /** Subjects in which one is met, “; ” between them. */
  readonly subjects: (string | null)[];
  /** Comparison with a criterion met and the greatest concern; −1 where none is met. */
  readonly leading: Int32Array;
  /** State of the missing current result of a pupil who is not measured; null where there is no row at all. */
  readonly missing: (string | null)[];
}

/** Gathers the comparisons of each pupil. Comparisons are in order of subject, so pairs come out in that order too. */
export function pupilFindings(input: AgendaInput, settingsOf: (pupil: number) => AgendaSettings): PupilFindings {
  const { data, comparisons, judged } = input;
  const gathered = emptyFindings(data.pupils.count);
  const subjectsMeasured = new Int32Array(data.pupils.count);
  const lifted = new Uint8Array(data.pupils.count);
  for (let i = 0; i < comparisons.count; i++) {
    const pupil = comparisons.pupil[i];
    const row = comparisons.currentRow[i];
    if (row < 0) continue;
    gathered.measured[pupil] = 1;
    addPosition(gathered.position, subjectsMeasured, pupil, input.position[row]);
    gathered.concern[pupil] = judged.pupilConcern[i];
    for (let c = 0; c < criteria; c++) {
      const probability = judged.probability[criteria * i + c];
      if (probability > gathered.likeliest[pupil]) gathered.likeliest[pupil] = probability;
    }
    const names = criterionNames.filter((_, c) => judged.verdict[criteria * i + c] === met);
    // Who has left is not discussed, whatever is met: nothing may read as if they were listed.
    if (names.length === 0 || hasLeft(data, pupil)) continue;
    addMet(gathered, input, i, names);
    if (judged.verdict[criteria * i + gapNotClosing] === met && judged.gapCurrent[i] >= settingsOf(pupil).levelGap) {
      lifted[pupil] = 1;
    }
  }
  for (let pupil = 0; pupil < data.pupils.count; pupil++) {
    if (subjectsMeasured[pupil] > 1) gathered.position[pupil] /= subjectsMeasured[pupil];
    gathered.ordering[pupil] =
      gathered.concern[pupil] + (lifted[pupil] === 1 ? Math.log(settingsOf(pupil).levelLift) : 0);
  }
  writeMissing(gathered, input);
  return gathered;
}

function emptyFindings(count: number) {
  const nan = () => new Float64Array(count).fill(NaN);
  const texts = () => Array<string | null>(count).fill(null);
  return {
    measured: new Uint8Array(count),
    flagged: new Uint8Array(count),
    likeliest: new Float64Array(count),
    concern: nan(),
    ordering: nan(),
    probablyOrdinary: nan(),
    position: nan(),
    whyListed: texts(),
    subjects: texts(),
    leading: new Int32Array(count).fill(-1),
    missing: texts(),
  };
}

function addPosition(position: Float64Array, subjects: Int32Array, pupil: number, own: number): void {
  if (Number.isNaN(own)) return;
  position[pupil] = subjects[pupil] === 0 ? own : position[pupil] + own;
  subjects[pupil]++;
}

function addMet(gathered: ReturnType<typeof emptyFindings>, input: AgendaInput, i: number, names: readonly string[]) {
  const { comparisons, data, judged, concern } = input;
  const pupil = comparisons.pupil[i];
  const subject = data.subjects[comparisons.subject[i]];
  const join = (earlier: string | null, later: string) => (earlier === null ? later : `${earlier}; ${later}`);
  gathered.whyListed[pupil] = join(gathered.whyListed[pupil], names.map((name) => `${subject}: ${name}`).join('; '));
  gathered.subjects[pupil] = join(gathered.subjects[pupil], subject);
  gathered.probablyOrdinary[pupil] = judged.noneTrueAnywhere[i];
  gathered.flagged[pupil] = 1;
  const leading = gathered.leading[pupil];
  if (leading < 0 || concern[i] > concern[leading]) gathered.leading[pupil] = i;
}

/** The newest row that carries no score says why; a pupil without one was not entered at all. */
function writeMissing({ measured, missing }: PupilFindings, { data, comparisons }: AgendaInput): void {
  const { results } = data;
  const newest = new Int32Array(data.pupils.count).fill(-1);
  for (let row = 0; row < results.count; row++) {
    const pupil = results.pupil[row];
    if (measured[pupil] === 1 || results.window[row] > comparisons.currentWindow) continue;
    if (newest[pupil] < 0 || results.window[row] > results.window[newest[pupil]]) newest[pupil] = row;
  }
  newest.forEach((row, pupil) => {
    if (row < 0 || results.window[row] !== comparisons.currentWindow) return;
    const status = resultStatuses[results.status[row]];
    // A score that could not be placed, or in a window most of the class has yet to sit, is not an absence.
    missing[pupil] = status === 'valid' || status === 'floor' || status === 'ceiling' ? 'not-comparable' : status;
  });
}
