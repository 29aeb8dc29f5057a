import {
  chanceWords,
  targetPeersWords,
  targetYearSentence,
  windowMonth,
  type Chart,
  type TargetRow,
} from '../../../engine/index.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import { targetDate, type PupilTargets, type TargetsOf } from './load.ts';
import type { SubjectLabel } from '../../runs/pupils/listed-pupils.ts';
import { html, type Html } from '../../html/html.ts';
import { select } from '../../html/select.ts';
import { address } from '../../html/address.ts';
import { chartFigure } from '../../html/pictures/explore-picture.ts';

export interface TargetsPage {
  readonly heading: string;
  readonly runId: string;
  readonly scoped: ScopedRun;
  readonly of: TargetsOf;
  readonly subjects: readonly string[];
  readonly labels: ReadonlyMap<string, SubjectLabel>;
  readonly pupils: readonly PupilTargets[];
  readonly chart: Chart;
}

/**
 * Three targets for each pupil of a class in one subject, drawn and in numbers, and who sets them; where there are none it
 * says what they need.
 */
export function targetsView(page: TargetsPage): Html {
  const { of, heading, labels, pupils } = page;
  const label = labels.get(of.subject)?.label ?? of.subject;
  const date = targetDate(pupils);
  return html`<h1 class="govuk-heading-l">
      ${of.class || 'No class given'} · ${of.school}:
      targets${of.subject === '' ? '' : ` in ${labels.get(of.subject)?.name ?? of.subject}`}
      <span class="govuk-caption-l">${heading}</span>
    </h1>
    ${filters(page)}
    ${date === '' ? nothing(label) : html`${explained(windowMonth(date))} ${picture(page, label)} ${table(page)} ${whoSets()}`}`;
}

function explained(month: string): Html {
  return html`<p class="govuk-body lead">
      For ${month}, worked out from what pupils with the same start went on to reach, and from all results of the pupil
      so far. ${targetYearSentence()}
    </p>
    <dl class="govuk-summary-list">
      ${line('Typical', 'about half of pupils like this get this far, or further')}
      ${line('Aspirational', 'about 2 in 10 of them do: hard work and good help, and in reach')}
      ${line('Exceptional', 'about 1 in 20 of them do')}
    </dl>`;
}

function line(what: string, means: string): Html {
  return html`<div class="govuk-summary-list__row">
    <dt class="govuk-summary-list__key">${what}</dt>
    <dd class="govuk-summary-list__value">${means}</dd>
  </div>`;
}

function nothing(label: string): Html {
  return html`<p class="govuk-body lead">
    ${label ? `No targets can be worked out for this class in ${label}.` : 'No targets can be worked out yet.'} They
    need points that mean the same next year, an older year group that has sat the same test, and at least 11 pupils to
    go by.
  </p>`;
}

function filters({ scoped, of, subjects, labels, runId }: TargetsPage): Html {
  const classes = scoped.classes.filter((one) => one.school === of.school);
  return html`<form class="filters no-print" method="get" action="/targets" aria-label="Choose whose targets are shown">
    <input type="hidden" name="run" value="${runId}" />
    <input type="hidden" name="school" value="${of.school}" />
    ${select(
      'class',
      'Class',
      classes.map((one): [string, string] => [one.class, one.class || 'no class given']),
      of.class,
    )}
    ${select(
      'subject',
      'Subject',
      subjects.map((one): [string, string] => [one, labels.get(one)?.label ?? one]),
      of.subject,
    )}
    <button class="govuk-button govuk-button--secondary">Show</button>
  </form>`;
}

function picture({ of, runId, chart }: TargetsPage, label: string): Html {
  const query = { run: runId, school: of.school, class: of.class, subject: of.subject };
  return chartFigure('/targets/picture', query, { description: chart.description, title: `Targets in ${label}` });
}

function table({ pupils, runId, labels, of }: TargetsPage): Html {
  const better = labels.get(of.subject)?.higherIsBetter === false ? ' A lower score is better here.' : '';
  return html`<h2 class="govuk-heading-m">In numbers</h2>
    <p class="govuk-body quiet">In points of the test. In brackets: how many pupils like this get this far.${better}</p>
    <div class="wide">
      <table class="govuk-table listing targets">
        <caption class="govuk-visually-hidden">
          Targets of each pupil
        </caption>
        <thead>
          <tr>
            <th scope="col" class="govuk-table__header">Pupil</th>
            <th scope="col" class="govuk-table__header number">Earlier</th>
            <th scope="col" class="govuk-table__header number">Now</th>
            <th scope="col" class="govuk-table__header">Typical</th>
            <th scope="col" class="govuk-table__header">Aspirational</th>
            <th scope="col" class="govuk-table__header">Exceptional</th>
            <th scope="col" class="govuk-table__header">Worked out from</th>
          </tr>
        </thead>
        <tbody>
          ${pupils.map((pupil) => row(pupil, runId))}
        </tbody>
      </table>
    </div>`;
}

function row({ key, name, growth, targets }: PupilTargets, runId: string): Html {
  const head = html`<th scope="row" class="govuk-table__header">
    <a class="govuk-link" href="${address(`/pupils/${key}`, { run: runId })}">${name.short}</a>
  </th>`;
  const scores = html`<td class="govuk-table__cell number">${growth?.baseline_score || '–'}</td>
    <td class="govuk-table__cell number">${growth?.score || '–'}</td>`;
  if (targets === undefined)
    return html`<tr>
      ${head} ${scores}
      <td class="govuk-table__cell" colspan="4">
        ${growth === undefined ? 'no result now, so no target' : 'too little to go on for a target'}
      </td>
    </tr>`;
  return html`<tr>
    ${head} ${scores}
    ${(['typical', 'aspirational', 'exceptional'] as const).map((level) => html`<td class="govuk-table__cell">${target(targets, level)}</td>`)}
    <td class="govuk-table__cell">${targetPeersWords({ peers: targets.peers, needMatched: targets.need_matched })}</td>
  </tr>`;
}

function target(targets: TargetRow, level: 'typical' | 'aspirational' | 'exceptional'): Html {
  return html`<strong>${Math.round(targets[level] ?? Number.NaN)}</strong>
    <span class="quiet">(${chanceWords(targets[`${level}_chance`] ?? Number.NaN)})</span>`;
}

function whoSets(): Html {
  return html`<h2 class="govuk-heading-m">Who sets the target</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>
        A person does, with the pupil and the parents. These figures are what others reached, not what this pupil will
        do.
      </li>
      <li>
        Start from the aspirational one. Where similar pupils in other schools are few, all pupils with the same start
        are taken, and the table says so.
      </li>
      <li>No need and no label brings a target below the middle of all pupils with the same start.</li>
    </ul>`;
}
