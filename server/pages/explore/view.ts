import { yearGroupWords, type Chart, type GroupRow } from '../../../engine/index.ts';
import { exploreChart } from '../../html/pictures/explore-chart.ts';
import type { ExploreKind, ExploreOf } from '../../html/pictures/explore-of.ts';
import type { SubjectLabel } from '../../runs/pupils/listed-pupils.ts';
import { keptPart } from '../../html/kept-part.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';
import { select } from '../../html/select.ts';
import { html, trusted, type Html } from '../../html/html.ts';
import { directionNote } from '../../html/pupils/direction-note.ts';
import { exploreGroups } from './groups.ts';
import { onlyView, type OnlyGroup } from './only.ts';
import { explorePictureView } from '../../html/pictures/explore-picture.ts';
import { exploreTitles } from '../../html/pictures/explore-titles.ts';
import { address } from '../../html/address.ts';
import { nothingShown } from '../../html/pictures/nothing-shown.ts';
import { pupilsOf } from '../../html/pictures/year-charts.ts';

export const exploreViews = [
  'school',
  'time',
  'schools',
  'help',
  'year',
  'growth',
  'questions',
  'lists',
  'coverage',
  'equity',
] as const;
export type ExploreViewName = (typeof exploreViews)[number];

export interface ExplorePage {
  readonly heading: string;
  readonly runId: string;
  /** The run itself: what depends on nothing else is kept with it. */
  readonly run: LoadedRun;
  readonly view: ExploreViewName;
  /** Views the reader may open. */
  readonly views: readonly ExploreViewName[];
  readonly years: readonly string[];
  /** Subjects of the year group, or of the school, that can be shown. */
  readonly subjects: readonly string[];
  readonly of: ExploreOf;
  readonly labels: ReadonlyMap<string, SubjectLabel>;
  readonly charts: readonly ExploreKind[];
  readonly groups: readonly GroupRow[];
  readonly only: readonly OnlyGroup[];
  /** Tables of groups by school and window, where the view is of those. */
  readonly cells: Html | null;
}

const viewWords: Readonly<Record<ExploreViewName, string>> = {
  school: 'The school at a glance',
  time: 'Over time',
  schools: 'Schools side by side',
  help: 'What helped here',
  year: 'One year group',
  growth: 'Growth by class',
  questions: 'The four questions',
  lists: 'Lists and luck',
  coverage: 'Who was tested',
  equity: 'Fair to every group?',
};

/** Views that are about one subject; and those of which a single year group can be chosen. */
const ofSubject: readonly ExploreViewName[] = ['school', 'time', 'schools', 'year', 'growth', 'questions'];
const ofYear: readonly ExploreViewName[] = ['year', 'questions', 'schools'];
/** Views of every school at once. */
const ofAll: readonly ExploreViewName[] = ['schools'];

/**
 * One view of the results in charts, with links to the others the reader may open. Where growth cannot be shown it says
 * what that needs.
 */
export function exploreView(page: ExplorePage): Html {
  const { view, of, labels, heading } = page;
  const label = labels.get(of.subject)?.label ?? of.subject;
  const about = [
    of.year !== '' && ofYear.includes(view) ? yearGroupWords(of.year) : '',
    ofSubject.includes(view) ? label : '',
  ].filter(Boolean);
  return html`<h1 class="govuk-heading-l">
      ${view === 'equity' ? 'Is every group listed alike?' : view === 'help' ? `What helped at ${of.school}` : [placeOf(page), about.join(': ')].filter(Boolean).join(', ')}
      <span class="govuk-caption-l">${heading}</span>
    </h1>
    ${viewLinks(page)} ${filters(page)} ${onlyView(page.only)} ${view === 'equity' ? equityLead() : ''}
    ${
      ofSubject.includes(view) && of.subject === ''
        ? html`<p class="govuk-body lead">
            No growth can be shown for this school yet: it needs two results of a subject, at least 10 weeks apart, of
            11 pupils or more in a year group.
          </p>`
        : (page.cells ?? chartParts(page))
    }
    ${ofSubject.includes(view) ? directionNote([of.subject], labels) : ''} ${view === 'equity' ? equityNotes() : ''}
    ${view === 'year' && of.subject !== '' ? groupsPart(page, label) : ''}`;
}

/** Readers of totals see schools side by side where the chart is of no one school. */
function placeOf({ of, view }: ExplorePage): string {
  if (ofAll.includes(view)) return 'All schools';
  return of.names === null && of.schools.length > 1 && !ofSubject.includes(view) ? 'All schools' : of.school;
}

function viewLinks({ views, view, of, runId }: ExplorePage): Html {
  if (views.length < 2) return html``;
  return html`<nav class="views no-print" aria-label="Charts">
    <ul>
      ${views.map(
        (one) =>
          html`<li>
            <a
              class="govuk-link"
              href="${address(one === 'year' ? '/explore' : `/explore/${one}`, { run: runId, school: of.school, year: of.year, subject: of.subject })}"
              ${one === view ? trusted(' aria-current="page"') : ''}
              >${viewWords[one]}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}

function filters({ view, of, years, subjects, labels, runId }: ExplorePage): Html {
  const ofSchool = ofSubject.includes(view) || of.names !== null;
  if (ofSubject.includes(view) && subjects.length === 0 && of.schools.length < 2) return html``;
  if (!ofSchool || (of.schools.length < 2 && !ofSubject.includes(view))) return html``;
  return html`<form
    class="filters no-print"
    method="get"
    action="${view === 'year' ? '/explore' : `/explore/${view}`}"
    aria-label="Choose what is shown"
  >
    <input type="hidden" name="run" value="${runId}" />
    ${
      of.schools.length > 1 && !ofAll.includes(view)
        ? select(
            'school',
            'School',
            of.schools.map((one) => [one, one]),
            of.school,
          )
        : html`<input type="hidden" name="school" value="${of.school}" />`
    }
    ${
      ofYear.includes(view)
        ? select(
            'year',
            'Year',
            [
              ...(view === 'year' ? [] : [['', 'whole school'] as const]),
              ...years.map((year): [string, string] => [year, yearGroupWords(year)]),
            ],
            of.year,
          )
        : ''
    }
    ${
      ofSubject.includes(view)
        ? select(
            'subject',
            'Subject',
            subjects.map((one): [string, string] => [one, labels.get(one)?.label ?? one]),
            of.subject,
          )
        : ''
    }
    <button class="govuk-button govuk-button--secondary">Show</button>
  </form>`;
}

/** Charts with their tables: the same to all who see the same pupils by the same names. */
function chartParts(page: ExplorePage): Html {
  const { view, of, run } = page;
  const { school, schools, subject, year, names } = of;
  const name = `charts ${view} ${JSON.stringify([school, schools, subject, year, names?.version ?? null])}`;
  // With the school's pupils, so that those of one school do not push out those of all.
  return keptPart(
    pupilsOf(run, { school, year: '' }),
    name,
    () => html`${page.charts.map((kind) => chartPart(page, kind, exploreChart(run, kind, of)))}`,
  );
}

function groupsPart({ run, groups, of }: ExplorePage, label: string): Html {
  return keptPart(run, `groups ${of.subject} ${groups.length}`, () => exploreGroups(groups, label));
}

function chartPart(page: ExplorePage, kind: ExploreKind, chart: Chart): Html {
  const [title, told, toldOfTotals = told] = exploreTitles[kind];
  const explained = page.of.names === null ? toldOfTotals : told;
  return html`<section aria-label="${title}">
    <h2 class="govuk-heading-m">${title}</h2>
    ${explained === '' ? '' : html`<p class="govuk-body lead">${explained}</p>`}
    ${nothingShown(chart) ? html`<p class="govuk-body">There are too few results to draw this for the choice above.</p>` : chartPicture(page, kind, chart, title)}
  </section>`;
}

function chartPicture({ of, runId, view }: ExplorePage, kind: ExploreKind, chart: Chart, title: string): Html {
  const path = view === 'equity' ? `/explore/equity/${encodeURIComponent(kind)}` : `/explore/pictures/${kind}`;
  const query = { run: runId, school: of.school, subject: of.subject, year: of.year };
  return explorePictureView(path, query, { chart, title });
}

function equityLead(): Html {
  return html`<p class="govuk-body lead">
    Pupils of each group with at least one of the four questions “likely”, against the rate over all pupils of the run.
    A range that holds “as many” shows no clear difference.
  </p>`;
}

function equityNotes(): Html {
  return html`<p class="govuk-body lead">
      None of these groups enters a comparison: a pupil is compared with pupils who had the same score, whoever they
      are. A difference here is a reason to look, at the tests, the teaching and the help, not at the pupils.
    </p>
    <p class="govuk-body lead">
      With several groups side by side, one in ten will stand apart by luck alone. Groups of fewer than 6 pupils are not
      shown.
    </p>`;
}
