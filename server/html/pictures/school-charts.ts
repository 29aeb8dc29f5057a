import { classOfGroup } from '../../runs/groups/class-of-group.ts';
import {
  coverageCells,
  coverageChart,
  criterionRates,
  criterionRatesChart,
  growthDistributionChart,
  listedByLuckChart,
  yearGroupWords,
  type Chart,
  type Criterion,
} from '../../../engine/index.ts';
import { groupRow } from '../../runs/groups/class-growth.ts';
import { coverageByYear } from '../../runs/groups/coverage-by-year.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { listOf } from '../../runs/run-lists.ts';
import { fewestShown, withheldCounts } from '../../runs/groups/withheld-counts.ts';
import { questionWords } from '../words.ts';
import { address } from '../address.ts';
import type { ExploreOf } from './explore-of.ts';
import { classesChart, plotWidth, pupilsOf, medianOf } from './year-charts.ts';
import { subjectLabels } from '../../runs/pupils/listed-pupils.ts';

/** Growth in all classes of the chosen school. */
export function growthOfClasses(run: LoadedRun, of: ExploreOf): Chart {
  return classesChart(run, { ...of, year: '' }, classesOf(run, of));
}

/** Growth in the schools within reach, in alphabetical order. */
export function growthOfSchools(run: LoadedRun, of: ExploreOf): Chart {
  const rows = of.schools
    .map((school) => groupRow(run, of.subject, 'school', school))
    .filter((row) => row !== undefined);
  return growthDistributionChart(
    rows.map((row) => ({ ...medianOf(row), group: row.group })),
    plotWidth(of),
  );
}

/** Growth of the chosen school in each subject. */
export function growthOfSubjects(run: LoadedRun, of: ExploreOf): Chart {
  const labels = subjectLabels(run);
  const rows = run.manifest.subjects
    .map((subject) => groupRow(run, subject, 'school', of.school))
    .filter((row) => row !== undefined);
  return growthDistributionChart(
    rows.map((row) => ({ ...medianOf(row), group: labels.get(row.subject)?.label ?? row.subject })),
    plotWidth(of),
  );
}

/** How often one of the four questions came out “likely”: by class in a year group, by year group in the whole school. */
export function questionChart(run: LoadedRun, criterion: Criterion, of: ExploreOf): Chart {
  const byClass = of.year !== '' && of.names !== null;
  const pupils = pupilsOf(run, byClass ? of : { ...of, year: '' });
  const rows = pupils.flatMap((pupil) =>
    run
      .pupilRows('criteria', pupil.pupil_id)
      .filter((row) => row.subject === of.subject && row.criterion === criterion)
      .map((row) => ({
        group: byClass ? pupil.class || 'no class' : yearGroupWords(pupil.year_group),
        verdict: row.verdict,
      })),
  );
  const met = rows.filter(({ verdict }) => verdict === 'met').length;
  const judged = rows.filter(({ verdict }) => verdict !== 'cannot-say').length;
  const fewest = fewestShown(run);
  // The line over all pupils would give a small count away too.
  const overall = judged > 0 && (of.names !== null || met >= fewest) ? met / judged : null;
  return criterionRatesChart(
    criterionRates(rows, fewest, of.names === null ? fewest : 0),
    questionWords[criterion].replace('?', ''),
    overall,
    { width: plotWidth(of, 480), most: 0.5 },
  );
}

/** Pupils listed beside those whom test luck alone would list: by class, and by school for readers of totals. */
export function listsChart(run: LoadedRun, of: ExploreOf): Chart {
  const { school, schools, names } = of;
  const rows =
    names === null
      ? schools.map((name) => listOf(run, 'school', name))
      : classesOf(run, of).map((name) => listOf(run, 'class', `${school} / ${name}`));
  const lists = rows.filter((row) => row !== undefined);
  const withheld = withheldCounts(names === null ? lists.map((row) => row.listed) : [], fewestShown(run));
  return listedByLuckChart(
    lists.map((row, place) => {
      const found = names === null ? undefined : classOfGroup(run, row.group);
      const [at, className] = [found?.school ?? row.group, found?.class];
      return {
        group: names === null ? at : className || 'no class',
        measured: row.measured,
        listed: withheld.has(place) ? null : row.listed,
        byLuck: row.by_luck,
        probablyOrdinary: row.probably_ordinary,
        ...(names === null ? {} : { address: address('/agenda', { run: run.id, school: at, class: className }) }),
      };
    }),
    plotWidth(of, 480),
  );
}

/** Who was tested in what: by class, and by school for readers of totals. Who does not sit a subject has no cell of it. */
export function coverageOfSchool(run: LoadedRun, of: ExploreOf): Chart {
  const { school, schools, names, narrow, width } = of;
  const all = coverageByYear(run)
    .filter(({ sits }) => sits)
    .map(({ row }) => row);
  const rows = all.filter((row) => (names === null ? schools.includes(row.school) : row.school === school));
  const cells = coverageCells(rows, names === null ? { by: 'school', fewest: fewestShown(run) } : { by: 'class' });
  const subjects = run.manifest.subjects.length;
  const labels = subjectLabels(run);
  return coverageChart(cells, {
    cell: { width: cellWidth(subjects, narrow, width), height: 30 },
    labelOf: (subject) => labels.get(subject)?.label ?? subject,
    ...(names === null ? {} : { addressOf: (cell) => address('/agenda', { run: run.id, school, class: cell.group }) }),
  });
}

/** Cells fill the width there is, and no subject’s is wider than its name needs three times over. */
function cellWidth(subjects: number, narrow: boolean, width: number | null): number {
  if (width !== null) return Math.min(180, Math.max(52, Math.floor(width / Math.max(1, subjects))));
  return narrow ? Math.max(52, Math.floor(250 / subjects)) : 120;
}

function classesOf(run: LoadedRun, { school }: ExploreOf): string[] {
  return [...new Set(pupilsOf(run, { school, year: '' }).map((row) => row.class ?? ''))];
}
