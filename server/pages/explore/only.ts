import {
  attendanceBand,
  attendanceBands,
  birthTermNames,
  birthTermOf,
  dayOfText,
  joinedNames,
  joinedWhen,
  type AgendaRow,
  type PupilContext,
} from '../../../engine/index.ts';
import { groupWords } from '../../html/pictures/group-words.ts';
import { html, type Html } from '../../html/html.ts';
import type { LoadedRun } from '../../runs/loaded-run.ts';

/** A group whose pupils alone can be shown on the page: its words, and the keys of its pupils. */
export interface OnlyGroup {
  readonly grouping: string;
  readonly group: string;
  readonly keys: readonly string[];
}

/** In the order in which they are offered. */
const groupsOf: Readonly<Record<string, readonly string[]>> = {
  sex: ['F', 'M'],
  'pupil premium': ['no', 'yes'],
  'sen status': ['N', 'K', 'E'],
  'english additional': ['no', 'yes'],
  'birth term': birthTermNames,
  joined: joinedNames,
  attendance: attendanceBands,
};

/**
 * Groups of the pupils shown, by what the record knows of them beside their results: only asked for by those who may see it.
 * Groups of nobody, or of everybody, are no choice.
 */
export function onlyGroups(
  run: LoadedRun,
  pupils: readonly AgendaRow[],
  contexts: ReadonlyMap<string, PupilContext>,
): OnlyGroup[] {
  const day = dayOfText(run.manifest.windowDate);
  const held = pupils.map(({ pupil_id: pupilId, class: own }) => ({
    key: run.keyOf(pupilId),
    groups: { class: own ?? '', ...groupsOfPupil(contexts.get(pupilId), day) } as Record<string, string | null>,
  }));
  const classes = [...new Set(held.map(({ groups }) => groups['class'] ?? ''))].filter(Boolean);
  return Object.entries({ class: classes, ...groupsOf }).flatMap(([grouping, names]) =>
    names.flatMap((group) => {
      const keys = held.filter(({ groups }) => groups[grouping] === group).map(({ key }) => key);
      return keys.length === 0 || keys.length === held.length ? [] : [{ grouping, group, keys }];
    }),
  );
}

function groupsOfPupil(context: PupilContext | undefined, day: number): Readonly<Record<string, string | null>> {
  if (context === undefined) return {};
  const { sex = null, pupilPremium, senStatus, englishAdditional, dateOfBirth, joinedOn, attendancePercent } = context;
  return {
    sex,
    'pupil premium': yesNo(pupilPremium ?? null),
    'sen status': senStatus,
    'english additional': yesNo(englishAdditional),
    'birth term': birthTermOf(dayOfText(dateOfBirth ?? '')),
    joined: joinedWhen(dayOfText(joinedOn ?? ''), day),
    attendance: attendanceBand(attendancePercent ?? Number.NaN),
  };
}

function yesNo(answer: boolean | null): string | null {
  return answer === null ? null : answer ? 'yes' : 'no';
}

/** Chooses a group without another page; there only where the script runs. */
export function onlyView(groups: readonly OnlyGroup[]): Html {
  if (groups.length === 0) return html``;
  return html`<div class="only no-print" data-only hidden>
    <label class="govuk-label" for="only">Show only</label>
    <select class="govuk-select" id="only">
      <option value="">all pupils</option>
      ${groups.map(
        ({ grouping, group, keys }) =>
          html`<option value="${grouping} ${group}" data-ids="${keys.join(' ')}">
            ${grouping === 'class' ? group : groupWords(grouping, group)}
          </option>`,
      )}
    </select>
    <p class="govuk-hint">Middle pupils and lines of classes stay those of everybody.</p>
  </div>`;
}
