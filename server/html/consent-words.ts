import type { Consent } from '../records/higher/support-entries.ts';

/** Whether the family agrees that school and agency tell each other. */
export const consentWords: Readonly<Record<Consent, string>> = {
  given: 'consent given',
  'not asked': 'not asked yet',
  refused: 'consent refused',
  withdrawn: 'consent taken back',
};
