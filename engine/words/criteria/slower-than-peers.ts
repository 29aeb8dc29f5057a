import { fillTemplate } from '../kit/fill-template.ts';
import { shareOfPeers } from '../kit/share-of-peers.ts';
import type { CriterionWords } from './criterion-words.ts';

export const slowerThanPeersTemplates = {
  met: '{subject}: {Pupil} has {likely} made slower progress than {share} pupils who had the same score in {baseline}.',
  towards:
    '{subject}: progress looks slower than for most pupils who had the same score, but it is too early to be sure.',
  against: '{subject}: progress is probably in line with pupils who had the same score, but we cannot be sure yet.',
  notMet: '{subject}: no sign of slower progress than pupils who had the same score.',
  short: '{likely} slower than {share} pupils with the same score in {baseline}',
  shortTowards: 'progress looks slower, but it is too early to be sure',
};

const templates = slowerThanPeersTemplates;

export const slowerThanPeersWords: CriterionWords = {
  question: 'slower than same start?',
  title: 'Slower than same start',
  explained: 'Of the pupils of whom it can be said: how many were likely slower than pupils with the same start.',
  asks: ({ slowerThanPeers }) => [
    'Slower than pupils with the same start?',
    `Is true progress among the slowest ${slowerThanPeers.percentile} of 100 pupils who had the same score?`,
  ],
  settings: { 'criteria.slowerThanPeers.percentile': 'Slower than same start: among the slowest of 100' },
  met: ({ slots, settings }) =>
    fillTemplate(templates.met, { ...slots, share: shareOfPeers(settings.slowerThanPeers.percentile) }),
  notMet: ({ slots }) => fillTemplate(templates.notMet, slots),
  leans: ({ facts, slots, settings }) =>
    fillTemplate(facts.probability >= settings.leansTowards ? templates.towards : templates.against, slots),
  short: ({ slots, settings }) =>
    fillTemplate(templates.short, {
      ...slots,
      share: shareOfPeers(settings.slowerThanPeers.percentile).replace(' every', ''),
    }),
  shortTowards: templates.shortTowards,
};
