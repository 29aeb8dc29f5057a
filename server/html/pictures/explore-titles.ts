import { criterionNames, criterionWords, type Criterion } from '../../../engine/index.ts';
import type { ExploreKind } from './explore-of.ts';

/** Each of the questions: how often it is met. */
const questions = Object.fromEntries(
  criterionNames.map((name) => [name, [criterionWords[name].title, criterionWords[name].explained] as const]),
) as Readonly<Record<Criterion, readonly [title: string, explained: string]>>;

/** What each chart is called and how it is read, and how by readers of totals where that differs. */
export const exploreTitles: Readonly<
  Record<ExploreKind, readonly [title: string, explained: string, explainedOfTotals?: string]>
> = {
  moves: [
    'Who moved how',
    'Each class: its pupils as ticks, the middle pupil as a diamond with a probable range. 50 is usual.',
    'The middle pupil of each class as a diamond, with a probable range. 50 is usual.',
  ],
  'level-growth': [
    'Level beside growth',
    'Who stands where now, and who moved how against pupils with the same start. Good and bad days on a test are allowed for here, so most stand nearer to 50 than their ticks above.',
  ],
  gap: ['Gap over time', 'Mean distance of each class to the middle of the year group.'],
  cohorts: [
    'Each year group as it moved up',
    'A line a year group, from window to window, with its probable range; the dashed line is usual. Of year groups whose ranges overlap this picture cannot say whether they differ.',
  ],
  'growth-classes': [
    'Growth in each class',
    'Each class: its pupils as ticks, the middle pupil as a diamond with a probable range. 50 is usual. A class has had several teachers and years: this says nothing about one of them.',
    'The middle pupil of each class as a diamond, with a probable range. 50 is usual. A class has had several teachers and years: this says nothing about one of them.',
  ],
  'growth-schools': [
    'Growth in each school',
    'The middle pupil of each school, in alphabetical order. Schools whose ranges lie apart probably differ; of schools whose ranges overlap this picture cannot say whether they do.',
  ],
  'growth-subjects': [
    'How the school’s pupils moved',
    'The middle pupil of the school in each subject, against pupils with the same start. 50 is usual.',
  ],
  ...questions,
  lists: [
    'Pupils to discuss, and what luck would list',
    'The dot: pupils to discuss. The ring: how many the ups and downs of tests would list in a school of this size where every pupil makes ordinary progress. It is another school’s figure and no part of the dot; how many of those listed here are probably there by luck stands in the table.',
  ],
  coverage: [
    'Who was tested',
    'Pupils with a result in the newest window, of pupils on roll. The darker, the more are missing. A gap here is followed up first; a year group that does not sit a subject has no figure.',
  ],
  sex: ['Girls and boys', ''],
  'birth term': ['Term of birth', 'The youngest of a year group were born in summer.'],
  'pupil premium': ['Pupil premium', ''],
  'english additional': ['First language', ''],
  'sen status': [
    'SEN status',
    'Pupils with support started with a difficulty: that more of them meet a question is no surprise.',
  ],
  class: ['Classes', ''],
  school: ['Schools', 'In alphabetical order.'],
};
