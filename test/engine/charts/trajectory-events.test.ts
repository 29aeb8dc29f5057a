import { describe, expect, test } from 'vitest';
import { chartSvg } from '../../../engine/charts/drawing/chart-svg.ts';
import type { ChartEvent } from '../../../engine/charts/event-layers.ts';
import { trajectoryChart, type TrajectoryChartData } from '../../../engine/charts/trajectory-chart.ts';

const point = (date: string) => ({
  window: date,
  date,
  score: '98',
  status: 'valid',
  value: 98,
  estimate: 98,
  low: 92,
  high: 104,
  middle: 101,
});
const chartOf = (events: readonly ChartEvent[], points = [point('2025-12-05'), point('2026-12-04')]) => {
  const data: TrajectoryChartData = {
    axisTitle: 'Reading score',
    pupil: 'Amira',
    points,
    fan: [],
    events,
    axis: [70, 130],
  };
  return trajectoryChart(data);
};

describe('trajectoryChart(data) and what happened meanwhile', () => {
  const chart = chartOf([
    { kind: 'help-started', from: '2026-05-04' },
    { kind: 'school-move', from: '2026-03-02', to: null },
    { kind: 'absence', from: '2025-06-01', to: '2026-01-16' },
    { kind: 'school-move', from: '2024-03-02' },
    { kind: 'help-started', from: '2027-03-02' },
  ]);

  test('the table has a row for each thing on the axis, in order of dates, and none for the others', () =>
    expect(chart.table.rows.map(([month, result]) => `${month}: ${result}`)).toEqual([
      'Nov 2025: absence to Jan 2026',
      'Dec 2025: 98',
      'Mar 2026: moved school',
      'May 2026: help started',
      'Dec 2026: 98',
    ]));

  test('the picture has a mark for each of them and the description names them', async () => {
    const svg = await chartSvg(chart.specification);
    expect(svg.match(/▼ moved school/g)).toHaveLength(1);
    expect(svg.match(/\| help started/g)).toHaveLength(1);
    expect(svg.match(/>absence</g)).toHaveLength(1);
    expect(chart.description).toContain(
      'Marked: absence to Jan 2026 (Nov 2025), moved school (Mar 2026), help started (May 2026).',
    );
  });

  test('without events table and description are what they were', () => {
    const plain = chartOf([]);
    expect(plain.table.rows).toHaveLength(2);
    expect(plain.description).not.toContain('Marked');
  });

  test('a pupil without any result has no axis, and no marks on it', async () => {
    const none = chartOf([{ kind: 'school-move', from: '2026-03-02' }], []);
    expect(none.table.rows).toEqual([]);
    expect(await chartSvg(none.specification)).not.toContain('moved school');
  });
});

describe('trajectoryChart(data) and what is ahead', () => {
  const data: TrajectoryChartData = {
    axisTitle: 'Reading score',
    pupil: 'Amira',
    points: [point('2025-12-05'), point('2026-12-04')],
    fan: [],
    events: [{ kind: 'help-started', from: '2027-01-08' }],
    axis: [70, 130],
    aim: { from: { date: '2026-12-04', value: 98 }, to: { date: '2027-12-04', value: 104 } },
  };

  test('the axis reaches the target, so that help that began after the last result is drawn', async () => {
    const chart = trajectoryChart(data);
    expect(chart.table.rows.map(([month, result]) => `${month}: ${result}`)).toEqual([
      'Dec 2025: 98',
      'Dec 2026: 98',
      'Jan 2027: help started',
      'Dec 2027: typical target 104',
    ]);
    expect(chart.description).toContain('Ahead: typical target 104 (Dec 2027).');
    const svg = await chartSvg(chart.specification);
    expect(svg).toContain('| help started');
    expect(svg).toContain('typical target');
  });

  test('a target that a person chose is called so, and its diamond is filled, unlike that of what others reach', async () => {
    const chart = trajectoryChart({ ...data, keyElsewhere: true, aim: { ...data.aim!, chosen: true } });
    expect(chart.description).toContain('Ahead: chosen target 104 (Dec 2027).');
    const keyed = (of: typeof chart) => of.key?.find(({ words }) => words.endsWith('target'))?.symbol;
    expect([keyed(chart), keyed(trajectoryChart({ ...data, keyElsewhere: true }))]).toEqual(['diamond', 'openDiamond']);
  });

  test('a page that says once what marks stand for gets the words, and the picture does not repeat them', async () => {
    const chart = trajectoryChart({ ...data, keyElsewhere: true });
    expect(chart.key?.map(({ words }) => words)).toEqual([
      'test result',
      'probable range',
      'middle of the year group',
      'typical target',
    ]);
    expect(await chartSvg(chart.specification)).not.toMatch(/typical target<|probable range</);
  });
});
