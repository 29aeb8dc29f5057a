import {
  chanceWords,
  targetPeersWords,
  targetYearSentence,
  windowMonth,
  type Chart,
  type ForecastRow,
  type TargetRow,
} from '../../../engine/index.ts';
import type { ScopedRun } from '../../runs/scoped-run.ts';
import { targetDate, type PupilTargets, type TargetsOf } from './load.ts';
import type { SubjectLabel } from '../../runs/pupils/listed-pupils.ts';
import { html, type Html } from '../../html/html.ts';
import { faultSummary } from '../../html/fault-summary.ts';
import { dayWords, standingWords, targetWords } from '../../html/pupils/target-lines.ts';
import { chanceIn } from '../../runs/pupils/target-standing.ts';
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
  /** The days for which targets are offered; none in results of an earlier version. */
  readonly days: readonly Pick<ForecastRow, 'until' | 'date'>[];
  /** What the form for the whole class held that was not saved. */
  readonly unsaved:
    { readonly reason: string; readonly problem: Readonly<Partial<Record<'reason' | 'checked', string>>> } | undefined;
  readonly mayRecord: boolean;
  readonly token: string;
}

/**
 * Three targets for each pupil of a class in one subject, drawn and in numbers, and who sets them; where there are none it
 * says what they need.
 */
export function targetsView(page: TargetsPage): Html {
  const { of, heading, labels, pupils } = page;
  const label = labels.get(of.subject)?.label ?? of.subject;
  const date = targetDate(pupils);
  return html`${page.unsaved ? faultSummary(page.unsaved.problem) : ''}
    <h1 class="govuk-heading-l">
      ${of.class || 'No class given'} · ${of.school}:
      targets${of.subject === '' ? '' : ` in ${labels.get(of.subject)?.name ?? of.subject}`}
      <span class="govuk-caption-l">${heading}</span>
    </h1>
    ${filters(page)}
    ${date === '' ? nothing(label) : html`${explained(windowMonth(date))} ${picture(page, label)} ${table(page)} ${wholeClass(page, label)} ${whoSets()}`}`;
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

function filters({ scoped, of, subjects, labels, runId, days }: TargetsPage): Html {
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
    ${
      days.length < 2
        ? ''
        : select(
            'until',
            'For',
            days.map((one): [string, string] => [one.until, dayWords(one)]),
            of.until,
          )
    }
    <button class="govuk-button govuk-button--secondary">Show</button>
  </form>`;
}

function picture({ of, runId, chart }: TargetsPage, label: string): Html {
  const query = { run: runId, school: of.school, class: of.class, subject: of.subject, until: of.until };
  return chartFigure('/targets/picture', query, { description: chart.description, title: `Targets in ${label}` });
}

function table(page: TargetsPage): Html {
  const { pupils, labels, of } = page;
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
            <th scope="col" class="govuk-table__header">Our target</th>
          </tr>
        </thead>
        <tbody>
          ${pupils.map((pupil) => row(pupil, page))}
        </tbody>
      </table>
    </div>`;
}

function row(pupil: PupilTargets, page: TargetsPage): Html {
  const { key, name, growth, targets, offer } = pupil;
  const { runId } = page;
  const head = html`<th scope="row" class="govuk-table__header">
    <a class="govuk-link" href="${address(`/pupils/${key}`, { run: runId })}">${name.short}</a>
  </th>`;
  const scores = html`<td class="govuk-table__cell number">${growth?.baseline_score || '–'}</td>
    <td class="govuk-table__cell number">${growth?.score || '–'}</td>`;
  const own = html`<td class="govuk-table__cell">${chosen(pupil, page)}</td>`;
  if (offer === undefined && targets === undefined)
    return html`<tr>
      ${head} ${scores}
      <td class="govuk-table__cell" colspan="4">
        ${growth === undefined ? 'no result now, so no target' : 'too little to go on for a target'}
      </td>
      ${own}
    </tr>`;
  return html`<tr>
    ${head} ${scores}
    ${(['typical', 'aspirational', 'exceptional'] as const).map((level) => html`<td class="govuk-table__cell">${target(pupil, page, level)}</td>`)}
    <td class="govuk-table__cell">
      ${
        offer
          ? targetPeersWords({ peers: offer.peers, needMatched: false })
          : targetPeersWords({ peers: targets!.peers, needMatched: targets!.need_matched })
      }${offer && targets?.need_matched ? html`<br /><span class="quiet">${similarNeed(targets)}</span>` : ''}
    </td>
    ${own}
  </tr>`;
}

type Level = 'typical' | 'aspirational' | 'exceptional';

function target({ offer, targets }: PupilTargets, { scoped }: TargetsPage, level: Level): Html {
  const score = (offer ?? targets)?.[level] ?? Number.NaN;
  const chance = offer ? chanceIn(scoped.run, offer, score) : (targets?.[`${level}_chance`] ?? null);
  return html`<strong>${Math.round(score)}</strong> <span class="quiet">(${chanceWords(chance ?? Number.NaN)})</span>`;
}

/** What children in other schools with the same start and a similar need came to: beside the offer, never in its place. */
function similarNeed({ typical, date, peers: count }: TargetRow): string {
  const peers = targetPeersWords({ peers: count, needMatched: true });
  return `Half of ${peers} had ${Math.round(typical ?? Number.NaN)} or better by ${windowMonth(date)}.`;
}

function chosen({ key, standing, offer }: PupilTargets, { runId, mayRecord }: TargetsPage): Html {
  const words =
    standing === undefined ? (offer ? 'none yet' : '') : `${targetWords(standing)}. ${standingWords(standing)}`;
  const link = standing ? 'Change' : 'Choose';
  return html`${words}
  ${mayRecord && (offer || standing) ? html`<a class="govuk-link" href="${address(`/targets/${key}`, { run: runId })}">${link}<span class="govuk-visually-hidden"> the target</span></a>` : ''}`;
}

/** One form for everybody who has no target for the day yet. */
function wholeClass(page: TargetsPage, label: string): Html {
  const { of, runId, token, mayRecord, unsaved, pupils } = page;
  const open = pupils.filter(({ offer, standing }) => offer !== undefined && standing === undefined);
  if (!mayRecord || open.length === 0) return html``;
  const fault = (text: string | undefined) =>
    text ? html`<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${text}</p>` : '';
  const hidden = { token, run: runId, school: of.school, class: of.class, subject: of.subject, until: of.until };
  return html`<section aria-labelledby="whole-class" class="no-print">
    <h2 class="govuk-heading-m" id="whole-class">The aspirational target for all of them</h2>
    <form method="post" action="/targets/class">
      ${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <p class="govuk-body lead">
        Records the aspirational ${label} target for
        ${open.length === 1 ? 'the one pupil' : `the ${open.length} pupils`} of ${of.class || 'this class'} who
        ${open.length === 1 ? 'has' : 'have'} none for this day. Targets that are recorded stay as they are.
      </p>
      <div class="govuk-form-group">
        <label class="govuk-label" for="reason">Why</label>
        ${fault(unsaved?.problem.reason)}
        <input
          class="govuk-input"
          id="reason"
          name="reason"
          maxlength="500"
          value="${unsaved?.reason ?? 'We aim high for everybody who started alike.'}"
        />
      </div>
      <div class="govuk-form-group">
        ${fault(unsaved?.problem.checked)}
        <div class="govuk-checkboxes govuk-checkboxes--small">
          <div class="govuk-checkboxes__item">
            <input class="govuk-checkboxes__input" type="checkbox" id="checked" name="checked" value="yes" />
            <label class="govuk-label govuk-checkboxes__label" for="checked"
              >I have looked at these targets and choose them.</label
            >
          </div>
        </div>
      </div>
      <button class="govuk-button">Record ${open.length === 1 ? 'this target' : `these ${open.length} targets`}</button>
    </form>
  </section>`;
}

function whoSets(): Html {
  return html`<h2 class="govuk-heading-m">Who sets the target</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>
        A person does, with the pupil and the parents. These figures are what others reached, not what this pupil will
        do.
      </li>
      <li>
        Start from the aspirational one. All pupils with the same start and the same results since are offered the same.
      </li>
      <li>
        No need and no label lowers what is offered. What pupils in other schools with a similar need came to stands
        beside it, where there are at least 11 of them.
      </li>
    </ul>`;
}
