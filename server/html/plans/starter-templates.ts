import type { PlanTemplate } from '../../records/plans/plan-templates.ts';

/** A starter: nobody of the school wrote it, so it has no version. Where a pupil starts and the aim are the pupil's own: left open. */
function starter(
  code: string,
  {
    name,
    need,
    outcomes,
    strategies,
    provision,
  }: {
    readonly name: string;
    readonly need: string;
    readonly outcomes: readonly (readonly [outcome: string, measure: string])[];
    readonly strategies: readonly string[];
    readonly provision: string;
  },
): PlanTemplate {
  return {
    templateId: `starter-${code}`,
    version: 0,
    name: `Starting point: ${name}`,
    need,
    outcomes: outcomes.map(([outcome, measure]) => ({ outcome, measure, aim: '' })),
    strategies: strategies.join('\n'),
    provision,
    retired: false,
    updatedAt: '',
    updatedBy: '',
  };
}

/** What a school may begin its templates with, for each broad area of need of the Code of Practice (6.28 to 6.35). */
export const starterTemplates: readonly PlanTemplate[] = [
  starter('talking', {
    name: 'talking and understanding',
    need: 'SLCN',
    outcomes: [
      ['Says what is needed in a whole sentence', 'sentences in a talk of ten minutes'],
      ['Does what was said in two steps, without a reminder', 'times out of ten'],
    ],
    strategies: [
      'Say one thing at a time, then wait for the answer',
      'Teach new words before the lesson, with a picture or an object',
      'Show what comes now and what comes next',
    ],
    provision: 'Small group for talking and listening, three times a week',
  }),
  starter('reading', {
    name: 'reading words',
    need: 'SPLD',
    outcomes: [
      ['Reads the words that were taught at sight', 'words right out of 20'],
      ['Reads a short text aloud with few errors', 'errors in 100 words'],
    ],
    strategies: [
      'Teach a little, and the same again the next day',
      'Read hard texts together, or with a partner',
      'Take answers that are spoken or drawn',
    ],
    provision: 'Ten minutes a day with the words that are not sure yet',
  }),
  starter('number', {
    name: 'number facts',
    need: 'MLD',
    outcomes: [
      ['Knows pairs of numbers that make 10 and 20 without counting', 'right in two minutes'],
      ['Explains how an answer was found, with objects or a drawing', 'times out of five'],
    ],
    strategies: [
      'Begin with objects, then a drawing, then the numbers',
      'Ask what stayed the same and what changed',
      'Practise a few facts often',
    ],
    provision: 'Fifteen minutes with an adult twice a week, alone or with one other pupil',
  }),
  starter('settled', {
    name: 'settled and ready to learn',
    need: 'SEMH',
    outcomes: [
      ['Begins a task within two minutes', 'tasks out of ten'],
      ['Says what would help before it is too much', 'times in a week'],
    ],
    strategies: [
      'Greet by name, and say what will happen today',
      'Agree a sign and a place for a pause',
      'Say at once what went well',
    ],
    provision: 'Ten minutes with an adult the pupil knows, at the start of the day',
  }),
  starter('senses', {
    name: 'seeing, hearing, moving',
    need: '',
    outcomes: [
      ['Sees and hears everything that is taught', 'lessons out of ten, asked of the pupil'],
      ['Uses their own equipment without a reminder', 'lessons out of ten'],
    ],
    strategies: [
      'Seat the pupil where the board and faces are seen and heard best',
      'Face the class when speaking, and repeat what others say',
      'Have paper and equipment ready as was advised',
    ],
    provision: 'Daily practice of what the specialist teacher or therapist advises',
  }),
];
