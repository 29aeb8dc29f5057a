import type { EverythingAbout } from '../runs/pupils/everything-about.ts';
import { dateWords } from './date-words.ts';
import { html, type Html } from './html.ts';

/** What a table is called by whoever reads it at home. */
const titles: Readonly<Record<string, string>> = {
  pupil_name: 'Name',
  pupil_context: 'What the school’s files say beside the results',
  pupil_fact: 'Dated facts from the school’s files',
  school_roll: 'On the roll of the school',
  transfer: 'Moves between schools',
  preparation: 'Written before a meeting',
  discussion: 'Discussed and agreed',
  discussion_version: 'Every version of what was discussed and agreed',
  agreement_done: 'Agreed and done',
  meeting_pupil: 'Put aside, or not reached, in a meeting',
  added_pupil: 'Added to a meeting by a person',
  register_entry: 'Register of special educational needs',
  register_entry_version: 'Register: how entries stood before they were changed',
  pupil_need: 'Areas of need',
  support_plan: 'Support plans and their reviews',
  plan_outcome: 'Outcomes of the plans',
  support_plan_version: 'Every version of the plans',
  provision_pupil: 'What was provided, from when until when',
  provision: 'The provision itself',
  letter_made: 'Letters to the family',
  monitored: 'Monitoring list',
  ehc_step: 'Steps to an EHC plan and its reviews',
  support_entry: 'Agencies, access arrangements and what works, every version',
  pupil_target: 'Targets that were chosen',
  audit: 'Who opened or changed anything',
  agenda: 'Whether the results asked for a discussion',
  criteria: 'The four questions, by subject',
  concern: 'How sure the answers are, by subject',
  growth: 'Growth beside pupils with the same start',
  trajectories: 'Results, window by window',
  targets: 'Targets',
  forecasts: 'How scores may come out by the end of the year and of the key stage',
  rejects: 'Rows of files that could not be used',
};

/** Everything held of one pupil as a page of its own, which opens without the server: for the family that asked for it. */
export function everythingPage(about: EverythingAbout, name: string): string {
  const { school, pupilId, on, keptUntil, record, runs } = about;
  const body = html`<h1>Everything held about ${name}</h1>
    <p>
      ${school}, identifier ${pupilId}. Put together on ${dateWords(on.slice(0, 10))} from the record of what people
      know and decided, and from every set of results. The same is in the file beside this one, to be read by a program.
    </p>
    <p>
      A child, or a parent on the child’s behalf, may ask for this (UK GDPR, article 15), for what is wrong to be put
      right (16), and may object (21). The results only ask whether to talk about a pupil; every decision is a person’s.
    </p>
    <p>
      Before it is handed over, somebody reads it: what would harm the child or another person, or names somebody from
      outside the school, may have to be left out.
    </p>
    <h2>Kept until</h2>
    <ul>
      <li>name and context: ${until(keptUntil.pupil)}</li>
      <li>notes before a meeting: ${until(keptUntil.preparations)}</li>
      <li>discussed and agreed: ${until(keptUntil.meetings)}</li>
      <li>register, needs, plans: ${until(keptUntil.support)}</li>
    </ul>
    ${Object.entries(record).map(([table, rows]) => section(titles[table] ?? table, rows))}
    ${runs.map(
      ({ run, window, tables }) =>
        html`<h2>Results of ${dateWords(window)}</h2>
          <p>Run ${run}</p>
          ${Object.entries(tables).map(([table, rows]) => section(titles[table] ?? table, rows, 3))}`,
    )}`;
  return `<!doctype html>\n${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Everything held about ${name}</title>
        <style>
          body {
            font-family: system-ui, sans-serif;
            line-height: 1.5;
            max-width: 50rem;
            margin: 2rem auto;
            padding: 0 1rem;
          }
          dl {
            border-top: 1px solid #b1b4b6;
            padding-top: 0.5rem;
          }
          dt {
            font-weight: bold;
          }
          dd {
            margin: 0 0 0.4rem 1rem;
            white-space: pre-wrap;
            overflow-wrap: anywhere;
          }
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`.markup
  }\n`;
}

function until(date: string | null): string {
  return date === null ? 'a time that counts from the day the pupil leaves the school' : dateWords(date);
}

function section(title: string, rows: readonly Readonly<Record<string, unknown>>[], level = 2): Html {
  return html`${level === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`}
  ${rows.map(
    (row) =>
      html`<dl>
        ${Object.entries(row)
          .filter(([column, value]) => value !== null && value !== '' && !hidden.has(column))
          .map(
            ([column, value]) =>
              html`<dt>${column.replaceAll('_', ' ')}</dt>
                <dd>${written(value)}</dd>`,
          )}
      </dl>`,
  )}`;
}

/** Said once at the top, or of use to a program only. */
const hidden: ReadonlySet<string> = new Set(['school', 'pupil_id']);

function written(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(Math.round(value * 1000) / 1000);
  return JSON.stringify(value, null, 1);
}
