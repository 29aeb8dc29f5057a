import type { DropOutcome } from './take-drop.ts';

/** What is said of a lot of files, and to whom. Nowhere a name of a child, a file or a folder: those may be one. */
export interface InboxWords {
  /** Subject of a message, or the line of a log. */
  readonly line: string;
  /** What to do. */
  readonly whatToDo: string;
}

type Told = Exclude<DropOutcome, { came: 'incomplete' | 'known' }>;

/** @param address where the pages are; undefined where only whoever serves them knows */
export function inboxWords(outcome: Told, files: number, address?: string): InboxWords {
  const lot = files === 1 ? 'One file of the inbox' : `${files} files of the inbox`;
  const wait = files === 1 ? 'waits' : 'wait';
  const page = address === undefined ? 'the page Data' : `${address}/data/imports/${outcome.importId}`;
  if (outcome.came === 'drafted')
    return {
      line: `${lot} ${files === 1 ? 'was' : 'were'} analysed: draft ${outcome.runId}`,
      whatToDo: `Nobody but those who see drafts sees it yet. Look at it and release it on ${address === undefined ? 'the page Data' : `${address}/data/runs/${outcome.runId}`}.`,
    };
  if (outcome.came === 'asks')
    return {
      line: `${lot} ${wait}: ${outcome.questions === 1 ? 'one thing is' : `${outcome.questions} things are`} not clear`,
      whatToDo: `Answer on ${page}. Once that is done, the analysis goes on by itself.`,
    };
  return {
    line: `${lot} ${wait}: ${files === 1 ? 'it' : 'they'} could not be analysed`,
    whatToDo: `What is wrong, and what to do, stands on ${page}. Mend the files and put them into the inbox again.`,
  };
}
