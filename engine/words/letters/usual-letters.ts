import { familySheetTemplates } from '../kit/page-templates.ts';
import type { LetterKind } from './letter-kinds.ts';

/**
 * The words of each letter where neither trust nor school has its own. An empty line begins a paragraph, `# ` a heading. What the
 * pupil can do comes first (product: R47); nothing in them decides, promises or measures.
 */
export const usualLetters: Readonly<Record<LetterKind, string>> = {
  support: `Dear parents and carers of {full-name}

What {pupil} does well: {can-do}

We are writing to tell you that {pupil} has SEN Support from {support-from}. SEN means special educational needs. It means that some of what we ask in class is harder for {pupil} than for most children of the same age, and that we do something more, or something different, to help.

Where {pupil} needs help: {needs}

What we do: {provision}

SEN Support is not a diagnosis. It sets no limit to what {pupil} can learn, and it ends when it is no longer needed. We look at how it is going, with you and {pupil}, on {review-on}.

You know {pupil} best. Please tell us what you see at home, and what you and {pupil} think of this. If a fact in this letter is wrong, tell us and we will put it right.

You can ask: {contact}

Yours sincerely

{from}`,
  leaving: `Dear parents and carers of {full-name}

What {pupil} does well: {can-do}

We are writing with good news. Since {left-on} {pupil} no longer needs SEN Support. What shows it: {left-because}

{pupil} now learns with what every pupil in the class gets. We go on looking at how it is going after every set of tests. If help is needed again, it starts again, and we tell you first.

Please tell us what you see at home, and what you and {pupil} think. If a fact in this letter is wrong, tell us and we will put it right.

You can ask: {contact}

Yours sincerely

{from}`,
  review: `Dear parents and carers of {full-name}

What {pupil} does well: {can-do}

We would like to look with you and {pupil} at how the plan is going: {meeting-on}, {meeting-at}

What we hoped for: {hoped-for}

What we do: {provision}

Before we meet, please think about three things. What goes better? What is still hard? What should we do next? {pupil} is welcome to come, to write or to draw. If you cannot come, tell us: we will find another time.

You can ask: {contact}

Yours sincerely

{from}`,
  family: familyWords(),
};

/** As the family sheet has always said it; who has seen it and how long it is kept are facts, and stand under it whatever the words. */
function familyWords(): string {
  const { opening, prompts, closing } = familySheetTemplates;
  const rooms = ['does-well', 'write-here', 'will-try', 'look-again', 'write-here'];
  return [
    opening.join(' '),
    ...prompts.flatMap((prompt, place) => [`# ${prompt}`, `{${rooms[place]}}`]),
    closing[0],
  ].join('\n\n');
}
