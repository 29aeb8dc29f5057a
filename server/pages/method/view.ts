import { html, type Html } from '../../html/html.ts';

/** Two pages at most when printed; its length and how easily it reads are tested. */
export function methodView(): Html {
  return html`<h1 class="govuk-heading-l">How we look at progress</h1>
    <p class="govuk-body lead">For parents, carers and governors. It takes about three minutes to read.</p>
    ${parts.map(
      ([title, paragraphs]) =>
        html`<h2 class="govuk-heading-m">${title}</h2>
          ${paragraphs.map((text) => html`<p class="govuk-body lead">${text}</p>`)}`,
    )}
    <p class="govuk-body no-print">
      <a class="govuk-link" href="/how">How this school identifies pupils</a>: the school’s own settings.
      <a class="govuk-link" href="/help">Help</a>: what the words mean. A browser can print this page for families.
    </p>`;
}

type Part = readonly [title: string, paragraphs: readonly string[]];

const parts: readonly Part[] = [
  [
    'What we ask',
    [
      'After each set of tests we look at how every child is getting on, as all schools in England should. We ask four things in each subject. Has this child moved on more slowly than children who had the same score before? More slowly than this child did before? Is a gap to the middle of the year group still there? Is it getting bigger?',
    ],
  ],
  [
    'Whom we compare',
    [
      'No child is blamed for a low start. We look at children of the same year group who had about the same score, and see where they are now. Being a boy or a girl, free school meals, home language and special needs play no part in the answers.',
    ],
  ],
  [
    'How sure we are',
    [
      'A test is one day. A child may feel ill, or be lucky. So we use all the results we have, and allow for good and bad days. Each answer says how sure it is. “Cannot say” is a real answer, and with only two tests it is a common one.',
      'Every list is wrong about some children. Over each list it says how many on it are probably doing as well as most. The tests cannot tell us which ones.',
    ],
  ],
  [
    'What happens next',
    [
      'Each class gets a short list of children to talk about. The teacher can add any child. People agree what to do, who does it, and when to look again. Parents are told, and asked what they see at home. So is the child.',
      'The computer decides nothing. It does not say that a child has special needs, and it does not choose help or sets.',
    ],
  ],
  [
    'What it cannot tell',
    [
      'It cannot say why. A move, time off, worry, new English or a hard paper can slow a child down for a while. It sees only what was tested: not kindness, art or courage. If a whole year group slows down together, it may not show. It is not made to judge teachers.',
    ],
  ],
  [
    'Your child’s data',
    [
      'Results are worked out on the school’s own computers and are not sent anywhere. Teachers see the children they teach, and each time a child’s page is opened it is written down. Governors see numbers of groups, never names.',
      'You can ask to see all that is kept about your child. If a mark is wrong, tell us: we check it and work the answers out again.',
    ],
  ],
  [
    'What governors can ask',
    [
      'How many children were not tested? How many on the list may be there by luck? Was what we agreed last time done? Are some groups listed more often than others, and why?',
    ],
  ],
];
