import type { Role } from '../../people/permissions.ts';

export interface Step {
  readonly text: string;
  /** Where it is done. */
  readonly href: string;
  readonly link: string;
}

/** What each role does first, in order; every link is one that the role may open. */
export const firstSteps: Readonly<Record<Role, readonly Step[]>> = {
  teacher: [
    {
      text: 'Your home is your class: the pupils to talk about, and how sure the list is.',
      href: '/',
      link: 'My class',
    },
    {
      text: 'Open the first pupil: one picture, four questions, and the form beside them.',
      href: '/agenda',
      link: 'The list',
    },
    {
      text: 'The week before the meeting, write what each pupil can do and what was tried.',
      href: '/prepare',
      link: 'Prepare',
    },
    {
      text: 'Add any pupil you are concerned about: one line of reason, no numbers needed.',
      href: '/agenda',
      link: 'Everyone else',
    },
    { text: 'Afterwards: what was agreed with your name on it.', href: '/actions', link: 'What we agreed' },
  ],
  senco: [
    { text: 'See what changed in a draft, and release the results to staff.', href: '/data', link: 'Data' },
    { text: 'Who is listed, class by class, and what is still to do.', href: '/', link: 'Home' },
    {
      text: 'Enter on the register whom the school’s file knows: needs, plan, when parents were told.',
      href: '/register',
      link: 'Register',
    },
    { text: 'Hold the meeting by keyboard: outcome, who, by when, next pupil.', href: '/meetings', link: 'Meetings' },
    { text: 'Look at groups and year groups of the school.', href: '/explore', link: 'Explore' },
  ],
  headteacher: [
    {
      text: 'Upload the files of the school’s system as they are; it asks what is not clear.',
      href: '/data',
      link: 'Data',
    },
    {
      text: 'Add the SENCO and the class teachers, with their classes and a link for each.',
      href: '/people',
      link: 'People',
    },
    { text: 'Release the results once you have seen what changed.', href: '/data', link: 'Data' },
    { text: 'Read the school in a few sentences, as governors do.', href: '/governor', link: 'For governors' },
    { text: 'See who opened and changed what.', href: '/audit', link: 'Audit' },
  ],
  'data-manager': [
    {
      text: 'After each window, upload the files as they are; every row that cannot be read is listed with what to do.',
      href: '/data',
      link: 'Data',
    },
    { text: 'What becomes of them is a draft: the headteacher or SENCO releases it.', href: '/', link: 'Home' },
  ],
  governor: [
    { text: 'The school in a few sentences and a chart, and what to ask.', href: '/governor', link: 'For governors' },
    {
      text: 'How groups are doing. Small groups are not shown, so that no pupil can be found.',
      href: '/explore',
      link: 'Explore',
    },
  ],
  'trust-lead': [
    { text: 'Which schools have released results, who was tested, what changed.', href: '/', link: 'Home' },
    { text: 'Growth and groups over the schools, in alphabetical order.', href: '/explore', link: 'Explore' },
    {
      text: 'Where you need names, say for which school and what for; it is written down.',
      href: '/names',
      link: 'Names',
    },
  ],
  auditor: [
    { text: 'Who opened and changed what, line by line.', href: '/audit', link: 'Audit' },
    { text: 'Whether the four questions list groups of pupils alike.', href: '/explore/equity', link: 'Equity' },
    { text: 'The settings in plain words.', href: '/how', link: 'How this school identifies pupils' },
  ],
};
