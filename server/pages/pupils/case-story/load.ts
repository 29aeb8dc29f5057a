import {
  joinedWords,
  statusWords,
  windowMonth,
  type AgendaRow,
  type Section,
  type TrajectoryRow,
} from '../../../../engine/index.ts';
import type { FastifyRequest } from 'fastify';
import { mayDo } from '../../../people/permissions.ts';
import { pupilContexts } from '../../../records/pupils/pupil-context.ts';
import type { SchoolPupil } from '../../../records/pupils/school-pupil.ts';
import { decidedEvents } from './decided-events.ts';
import { higherEvents } from './higher-events.ts';
import type { StoryEvent, StoryWords } from './story.ts';

const lackOfStatus = new Map(Object.entries(statusWords));

/** Released runs looked at: more than six years of terms. */
const runsLookedAt = 20;

/**
 * All that the runs and the record hold of one pupil, in date order. Results stand as each run had them; a mark that was
 * corrected later is told as it was then and as it is now. Only runs the reader may open are told of.
 */
export async function caseStoryOf(
  request: FastifyRequest,
  { pupil, words }: { pupil: SchoolPupil; words: StoryWords },
): Promise<StoryEvent[]> {
  const { record } = request.server;
  const events = [
    ...(await runEvents(request, { pupil, words })),
    ...(await decidedEvents(record, pupil, words)),
    ...(await higherEvents(record, pupil, { words, whole: mayDo(request.person!.role, 'keep-register') })),
    ...(await contextEvents(request, pupil, words)),
  ];
  // Sorting is stable: what happened on one day stays in the order of the path, results first.
  return events.toSorted((a, b) => a.on.localeCompare(b.on));
}

async function runEvents(
  request: FastifyRequest,
  { pupil, words }: { pupil: SchoolPupil; words: StoryWords },
): Promise<StoryEvent[]> {
  const { runs } = request.server;
  const listed = (await runs.visible(request.person!)).filter(
    ({ state, release }) => state === 'complete' && release === 'released',
  );
  const events: StoryEvent[] = [];
  const told = new Map<string, string>();
  // Oldest first, one after another. Of each this pupil only: a run is large, and those people look at must stay in memory.
  for (const { id } of listed.slice(0, runsLookedAt).toReversed()) {
    const { manifest, row, trajectories } = await runs.pupil(id, pupil.pupilId);
    // The same identifier in another school is another pupil.
    if (row?.school !== pupil.school) continue;
    for (const [on, lines] of resultsOf(trajectories, manifest.windows, words.subject)) {
      const key = lines.join('\n');
      if (told.get(on) === key) continue;
      const corrected = told.has(on);
      told.set(on, key);
      events.push({ on, kind: 'results', lines: corrected ? ['as corrected later:', ...lines] : lines });
    }
    events.push({ on: manifest.windowDate, kind: 'listed', lines: [standing(row)] });
  }
  return events;
}

/** Scores by date of window, a line a subject: “reading 104”, “maths absent”, “writing working below this test”. */
function resultsOf(
  rows: readonly TrajectoryRow[],
  windows: readonly { window: string; date: string }[],
  named: StoryWords['subject'],
): ReadonlyMap<string, string[]> {
  const dateOf = new Map(windows.map(({ window, date }) => [window, date]));
  const found = new Map<string, string[]>();
  for (const row of rows) {
    const on = dateOf.get(row.window);
    if (on === undefined) continue;
    const name = named(row.subject);
    const line = row.score === null ? `${name} ${lackOfStatus.get(row.status) ?? row.status}` : `${name} ${row.score}`;
    found.set(on, [...(found.get(on) ?? []), line]);
  }
  return found;
}

function standing(row: AgendaRow): string {
  const where: Readonly<Record<Section, string>> = {
    'discuss-first': 'Listed.',
    'discuss-if-time': 'Listed, to discuss if time allowed.',
    supported: row.subjects ? 'Supported already, and listed.' : 'Supported already.',
    monitoring: 'On the monitoring list.',
    'not-measured': 'Not tested.',
    eased: 'No longer listed.',
    'not-listed': 'Not listed.',
  };
  return `${where[row.section]} ${row.sentence}`.trim();
}

/** What the school's files say beside the results, where the reader may see notes. */
async function contextEvents(request: FastifyRequest, pupil: SchoolPupil, words: StoryWords): Promise<StoryEvent[]> {
  // What the files say, under their own name: the register tells its entries itself.
  if (!mayDo(request.person!.role, 'see-notes')) return [];
  const context = (await pupilContexts(request.server.record, [pupil])).get(pupil.pupilId);
  if (!context) return [];
  const event = (on: string, text: string): StoryEvent => ({ on, kind: 'context', lines: [text] });
  const joined = joinedWords(context);
  const kinds: Readonly<Record<string, string>> = {
    'school-move': 'Moved school',
    attendance: 'Much absence',
    language: 'Learning English from here on',
  };
  return [
    ...(context.joinedOn
      ? [
          event(
            context.joinedOn,
            joined ? `Joined this school (${windowMonth(context.joinedOn)}).` : 'Joined this school.',
          ),
        ]
      : []),
    ...(context.senSince && ['K', 'E'].includes(context.senStatus)
      ? [event(context.senSince, `${words.status(context.senStatus)} in the school’s file.`)]
      : []),
    ...context.facts.map(({ kind, from, to }) =>
      event(
        from,
        `${kinds[kind] ?? 'Something else noted by the school'}${to && to !== from ? `, until ${words.date(to)}` : ''}.`,
      ),
    ),
  ];
}
