import { formField } from '../../../html/form-field.ts';
import { html, type Html } from '../../../html/html.ts';
import { textArea } from '../../../html/text-area.ts';
import type { SupportEntry } from '../../../records/higher/support-entries.ts';
import { entryFields, shownIn } from '../entry-parts-view.ts';
import type { TeachingPage } from './facts.ts';

type Forms = Pick<TeachingPage, 'pupil' | 'unsaved' | 'token'>;

/** Strengths, what works, what does not. */
export function worksFormView({ pupil, works, unsaved, token }: Forms & Pick<TeachingPage, 'works'>): Html {
  const value = shownIn('works', unsaved, works?.content);
  const faults = unsaved?.form === 'works' ? unsaved.faults : {};
  const area = (name: string, label: string) => textArea({ name, label, value: value(name), fault: faults[name] });
  return html`<form class="agree" method="post" action="/register/${pupil.key}/works" autocomplete="off">
    ${entryFields(token, works)} ${area('strengths', 'Strengths and interests')}
    ${area('works', 'What works, one a line')} ${area('avoid', 'What does not work (optional)')}
    <button class="govuk-button">Save what works</button>
  </form>`;
}

/** An arrangement, what it rests on, and how the pupil works like this as a rule. */
export function accessFormView({ pupil, unsaved, token }: Forms, entry: SupportEntry<'access'> | undefined): Html {
  const form = `access-${entry?.entryId ?? ''}`;
  const value = shownIn(form, unsaved, entry?.content);
  const faults = unsaved?.form === form ? unsaved.faults : {};
  // The form that came back has the plain ids, to which the summary of faults leads; else the last one of the page has.
  const of = (unsaved?.form.startsWith('access-') ? unsaved.form === form : entry === undefined) ? '' : form;
  const field = (name: string, label: string, type: 'text' | 'date' = 'text') =>
    formField({ name, label, type, value: value(name), fault: faults[name], longest: 300, of });
  const area = (name: string, label: string) =>
    textArea({ name, label, value: value(name), fault: faults[name], rows: 2, of });
  return html`<form class="agree" method="post" action="/register/${pupil.key}/access" autocomplete="off">
    ${entryFields(token, entry)} ${field('arrangement', 'Arrangement, as “25 % extra time” or “a reader”')}
    ${area('basis', 'What it rests on: which need, shown by what')}
    ${area('normal_way', 'How this is the normal way of working in class')}
    <div class="fields">
      ${field('since_on', 'Since', 'date')} ${field('ended_on', 'Ended on (empty: still in place)', 'date')}
    </div>
    <button class="govuk-button">${entry ? 'Save the change' : 'Add the arrangement'}</button>
  </form>`;
}
