import { outcomes } from '../../../engine/index.ts';

/** Entries of earlier versions hold the words themselves. */
const outcomeOf: ReadonlyMap<string, string> = new Map(outcomes.map(({ code, words }) => [code, words]));

/** What an action is called on the page; the CSV has the action itself. */
const words: Readonly<Record<string, string>> = {
  'sign-in': 'signed in',
  'sign-in-failed': 'sign-in refused',
  'sign-in-waits': 'sign-in must wait: attempts in one minute',
  'sign-out': 'signed out',
  'account-bound': 'school account tied to the person',
  'passphrase-chosen': 'chose a passphrase',
  'link-made': 'made a sign-in link',
  'signed-out-by-head': 'signed somebody out everywhere',
  'person-added': 'added a person',
  'person-changed': 'changed a person',
  'person-disabled': 'ended a person’s access',
  'person-enabled': 'let a person in again',
  'class-given': 'gave a class',
  'class-removed': 'took a class away',
  'see-pupil': 'opened a pupil',
  'see-list': 'opened a list',
  refused: 'page refused',
  prepare: 'prepared what to say of a pupil',
  'start-meeting': 'started a meeting',
  'park-pupil': 'put a pupil off to the end of a meeting',
  'end-meeting': 'ended a meeting',
  'enter-register': 'entered a pupil in the register',
  'leave-register': 'took a pupil off the register',
  'undo-register': 'took the last change of a register entry back',
  'save-choice': 'kept a choice of the register under a name',
  'forget-choice': 'forgot a kept choice of the register',
  'export-register': 'exported the register',
  'set-needs': 'said what needs a pupil has',
  'start-plan': 'started a plan',
  'review-plan': 'reviewed a plan',
  'make-letter': 'made a letter',
  'letter-told': 'wrote that parents were told',
  'letter-untold': 'took back that parents were told',
  'take-letter-back': 'took a letter back',
  'export-letter': 'took letters along as a document',
  'set-letter-words': 'changed the words of a letter',
  'enter-area-result': 'entered a result in another area',
  'change-area-result': 'changed a result in another area',
  'remove-area-result': 'took a result in another area out',
  'undo-area-result': 'took back a change of a result in another area',
  'bring-area-results': 'brought results in other areas',
  'set-area-scale': 'set a scale of the school’s own',
  'start-monitoring': 'put a pupil on the monitoring list',
  'end-monitoring': 'took a pupil off the monitoring list',
  'ehc-step': 'wrote a step to an EHC plan down',
  'undo-ehc-step': 'took a step to an EHC plan back',
  'evidence-pack': 'took an evidence pack',
  'evidence-for-agency': 'took evidence for an agency',
  'save-agency': 'wrote an agency down',
  'undo-agency': 'took a change to an agency back',
  'save-what-works': 'wrote what works for a pupil',
  'undo-what-works': 'took back what works for a pupil',
  'save-access-arrangement': 'wrote an access arrangement down',
  'undo-access-arrangement': 'took a change to an access arrangement back',
  'save-discussion': 'saved what was agreed',
  'undo-discussion': 'took a save back',
  'add-pupil': 'added a pupil to the list',
  'agreement-done': 'said it was done',
  'names-asked': 'asked for names for a purpose',
  'names-stopped': 'stopped seeing names',
  'family-sheet': 'opened a family sheet',
  'case-story': 'opened a case story',
  'export-list': 'exported a list',
  'export-audit': 'exported the audit',
  'export-rows-not-used': 'exported rows not used',
  release: 'released results',
  withdraw: 'withdrew results',
  'run-made': 'results analysed',
  'files-expected': 'began to bring files',
  'files-brought': 'brought files',
  'files-removed': 'removed files',
  'files-expired': 'files removed after a day',
  'record-pruned': 'removed what had been kept for its time',
  'pupil-erased': 'erased a pupil',
  'pupil-told': 'took everything held of a pupil',
  'folder-read': 'had a data folder read again',
  'questions-answered': 'answered questions about files',
  'rows-mended': 'put mended rows back',
  'analysis-begun': 'started an analysis',
  'import-read': 'files were read',
  'import-asks': 'files were read, with questions',
  'import-not-read': 'files could not be read',
  'import-not-analysed': 'files could not be analysed',
  'transfer-proposed': 'a pupil’s move proposed',
  'transfer-agreed': 'agreed to a pupil’s move',
  'transfer-done': 'a pupil’s record handed over',
  'transfer-refused': 'refused a pupil’s move',
  'school-settled': 'said which school old entries are of',
  'record-copied': 'made a copy of the record',
  'record-restored': 'put a copy of the record back',
};

/** An action of the audit in words; one that has none here is shown by its own name. */
export function actionWords(action: string): string {
  return words[action] ?? action.replaceAll('-', ' ');
}

/** The details of an entry, JSON, as “name: value · name: value”. */
export function detailWords(detail: string): string {
  return Object.entries(JSON.parse(detail) as Record<string, unknown>)
    .map(([name, value]) => [name, name === 'page' ? String(value).replace(/^\/pupils\/:key\/?/, '') : value] as const)
    .filter(([, value]) => value !== '' && value !== null)
    .map(([name, value]) => [name, name === 'outcome' ? (outcomeOf.get(String(value)) ?? value) : value] as const)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(' · ');
}
