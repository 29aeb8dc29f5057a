import { criterionNames, criterionWords, senStatusWords, type ListingState, type Section } from '../../engine/index.ts';

/** Section headings, with what each asks of the meeting. */
export const sectionWords: Readonly<Record<Section, readonly [heading: string, asks: string]>> = {
  'discuss-first': ['Discuss first', 'First look (no SEN status): what is going on, and what shall we try?'],
  'discuss-if-time': ['Discuss if time allows', 'First look (no SEN status): listed too, after the first ones.'],
  supported: ['Already supported', 'On SEN Support or with an EHC plan: is the plan working?'],
  monitoring: ['Monitoring', 'Left SEN Support: is progress keeping up?'],
  'not-measured': ['Not tested', 'No result this time. This is not a low score.'],
  eased: ['No longer listed', 'Progress is back in line. Say well done; keep what worked.'],
  'not-listed': ['Everyone else', 'Not listed by the numbers. Anyone may be added.'],
};

export const questionWords: Readonly<Record<string, string>> = Object.fromEntries(
  criterionNames.map((name) => [name, criterionWords[name].question]),
);

/** The statuses that people here decide on. */
export const senWords: Readonly<Record<string, string>> = { K: senStatusWords.K, E: senStatusWords.E };

/** Whether a plan had the effect hoped for. */
export const effectWords: Readonly<Record<string, string>> = {
  'as hoped': 'as hoped',
  partly: 'partly',
  'not yet': 'not yet',
};

/** Whether context was considered. */
export const consideredWords: Readonly<Record<string, string>> = { yes: 'yes', no: 'no', 'not known': 'not known' };

export const stateWords: Readonly<Record<ListingState, string>> = { new: 'new', persisting: 'again', eased: 'eased' };
