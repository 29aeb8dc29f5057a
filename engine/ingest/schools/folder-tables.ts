import { findScale } from '../../scales/registry.ts';
import type { Scale } from '../../tables/assessment-data.ts';
import { parseDay } from '../values/parse-day.ts';
import { pupilFields } from './mapping/aliases.ts';
import { teacherAssessmentGrades } from './mapping/statutory-results.ts';
import type { Conversion } from './conversion/conversion.ts';
import type { Mapping, OwnScale } from './mapping/mapping.ts';
import { areShares, flagText, percentOfShare, senText } from './sheet/pupil-texts.ts';
import { daysOfWindows, type SettledSpells } from './settle/settle-spells.ts';
import { csvText } from '../files/csv/csv-text.ts';
import { formatDay } from '../../tables/days.ts';

/**
 * Text of the files of a data folder, by name: pupils, windows, assessments, scales, and where a pupil moved between schools
 * (`settled`) context.
 */
export function folderTables(
  conversion: Conversion,
  { school, scales: own = {} }: Pick<Mapping, 'school' | 'scales'>,
  settled: SettledSpells,
): Record<string, string> {
  const { pupils, results } = conversion;
  const idOf = (id: string): string => conversion.presentId(id);
  const formers = [...pupils].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [id, facts] of formers)
    if (idOf(id) !== id) {
      const present = pupils.get(idOf(id)) ?? new Map<string, string>();
      for (const [field, text] of facts) if (!present.has(field)) present.set(field, text);
      pupils.set(idOf(id), present);
    }
  const flags = new Set(['pupil_premium', 'eal', 'looked_after']);
  const shares = areShares([...pupils.values()].map((facts) => facts.get('attendance') ?? ''));
  if (shares) conversion.note('Attendance is written as a share (0.93); it is read as a percentage (93).');
  const pupilRows = [...pupils]
    .filter(([id]) => idOf(id) === id)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, facts]) => [
      id,
      ...pupilFields.map((field) => {
        const place = settled.present.get(id);
        if (field === 'school') return place?.school ?? school;
        if (field === 'class' && place) return place.class;
        const text = facts.get(field) ?? '';
        const days = { joined_on: place?.joined, left_on: place?.left };
        // A date may be of an earlier school; what is no date goes on as it is, for the reader to say so.
        if (field === 'joined_on' || field === 'left_on')
          return dayText(days[field] ?? NaN, Number.isNaN(parseDay(text)) || !place ? text : '');
        if (field === 'sen_status') return senText(text);
        if (field === 'attendance' && shares) return percentOfShare(text);
        return flags.has(field) ? flagOf(conversion, field, text) : text;
      }),
    ]);
  const dateOf = daysOfWindows(conversion);
  const windows = [...conversion.windows]
    .map(([name, { label, nominal }]) => [name, dayText(dateOf.get(name)!, nominal), label] as const)
    .sort(([a, dayA], [b, dayB]) => (dayA < dayB ? -1 : dayA > dayB ? 1 : a < b ? -1 : 1));
  const resultRows = results.map(({ pupilId, subject, window, score, scale, day, status, sem, form }) => {
    // A date that belongs to another year is a slip of the pen in the export, not a reason to lose the result.
    const near = Math.abs(day - dateOf.get(window)!) <= 366;
    const place = settled.at(idOf(pupilId), window);
    const date = near ? formatDay(day) : '';
    return [idOf(pupilId), subject, window, score, scale, date, status, sem, form, place.school, place.class];
  });
  const moves = settled.moves
    .map(({ pupilId, from, to }) => [pupilId, 'school-move', dayText(Number.isNaN(from) ? to : from), dayText(to)])
    .sort(([a, , dayA], [b, , dayB]) => (a < b ? -1 : a > b ? 1 : dayA < dayB ? -1 : 1));
  const scales = [...new Set(results.map(({ scale }) => scale))]
    .map((name) => (Object.hasOwn(own, name) ? scaleOf(name, own[name]) : nationalScale(findScale(name), results)))
    .filter((scale) => scale !== null);
  scales.sort((a, b) => (a.scale < b.scale ? -1 : 1));
  const number = (value: number): string => (Number.isNaN(value) ? '' : String(value));
  return {
    'pupils.csv': csvText(['pupil_id', ...pupilFields], pupilRows),
    'windows.csv': csvText(['window', 'date', 'label'], windows),
    'assessments.csv': csvText(
      ['pupil_id', 'subject', 'window', 'score', 'scale', 'date', 'status', 'sem', 'form', 'school', 'class'],
      resultRows,
    ),
    ...(conversion.apart.length > 0 ? { 'other-measures.csv': measuresApart(conversion) } : {}),
    ...(moves.length > 0 ? { 'context.csv': csvText(['pupil_id', 'kind', 'from', 'to'], moves) } : {}),
    'scales.csv': csvText(
      ['scale', 'class', 'min', 'max', 'unit', 'sem', 'reliability', 'higher_is_better', 'grades'],
      scales.map((s) => [
        s.scale,
        s.class,
        number(s.min),
        number(s.max),
        s.unit,
        number(s.sem),
        number(s.reliability),
        s.higherIsBetter ? '1' : '0',
        s.grades.join('<'),
      ]),
    ),
  };
}

/** Results of other kinds than those followed: no table of a data folder, so that nothing is counted twice. */
function measuresApart(conversion: Conversion): string {
  const rows = conversion.apart.map(({ pupilId, subject, window, measure, score, scale, status, day }) => [
    conversion.presentId(pupilId),
    subject,
    window,
    measure,
    score,
    scale,
    dayText(day),
    status,
  ]);
  return csvText(['pupil_id', 'subject', 'window', 'measure', 'score', 'scale', 'date', 'status'], rows);
}

/** Of teacher assessment also those of the lower grades that occur: they stand below the frameworks, and are no absence. */
function nationalScale(known: Scale | null, results: Conversion['results']): Scale | null {
  if (known?.scale !== 'teacher-assessment') return known;
  const given = new Set(results.filter(({ scale }) => scale === known.scale).map(({ score }) => score));
  return {
    ...known,
    grades: teacherAssessmentGrades.filter((grade) => known.grades.includes(grade) || given.has(grade)),
  };
}

/** The school's own grades as a scale. */
function scaleOf(scale: string, { grades }: OwnScale): Scale {
  const unknown = { min: NaN, max: NaN, sem: NaN, reliability: NaN };
  return { scale, class: 'ordinal', unit: 'level', higherIsBetter: true, grades, ...unknown };
}

function dayText(day: number, otherwise = ''): string {
  return Number.isNaN(day) ? otherwise : formatDay(day);
}

/** What says neither yes nor no is said, and goes on as it is written: the reader of the folder takes it as not known. */
function flagOf(conversion: Conversion, field: string, text: string): string {
  const flag = flagText(text);
  if (flag === null)
    conversion.note(`“${text.slice(0, 40)}” in ${field} says neither yes nor no: it is read as not known.`);
  return flag ?? text;
}
