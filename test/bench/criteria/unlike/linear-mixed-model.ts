/** Scores of one pupil in one subject, in order of time. */
export interface Series {
  readonly years: readonly number[];
  readonly values: readonly number[];
}

export interface MixedModel {
  /** Mean and variance of the next score; the pupil's intercept and slope are the best linear predictors from the series. */
  readonly predict: (series: Series, year: number) => { mean: number; variance: number };
  readonly slope: (series: Series) => number;
}

/**
 * score = pupil's intercept + pupil's slope × year + error, the pupils' terms bivariate normal about 0 (scores are positions), by
 * maximum likelihood over the four variance parameters (the model of lme4's `y ~ t + (1 + t | pupil)`; Bates et al. 2015,
 * J. Stat. Softw. 67).
 */
export function linearMixedModel(all: readonly Series[]): MixedModel {
  const count = all.reduce((sum, { years }) => sum + years.length, 0);
  const centre = all.reduce((sum, { years }) => years.reduce((part, year) => part + year, sum), 0) / Math.max(1, count);
  const minusLog = (x: readonly number[]) => all.reduce((sum, series) => sum + whiten(series, x).minusLog, 0);
  const x = simplex(minusLog, [-0.2, -1.7, 0, -0.8]);
  return {
    predict: (series, year) => {
      const { intercept, slope, covariance, residual } = whiten(series, x);
      const t = year - centre;
      const [aa, ab, bb] = covariance;
      return { mean: intercept + slope * t, variance: aa + 2 * t * ab + t * t * bb + residual };
    },
    slope: (series) => whiten(series, x).slope,
  };

  /** Scores taken in one by one: the pupil's two terms by recursive least squares, and −log likelihood on the way. */
  function whiten({ years, values }: Series, parameters: readonly number[]) {
    const [va, vb, residual] = [parameters[0], parameters[1], parameters[3]].map((log) => Math.exp(2 * log));
    let [intercept, slope, minusLogSum] = [0, 0, 0];
    let [aa, ab, bb] = [va, Math.tanh(parameters[2]) * Math.sqrt(va * vb), vb];
    years.forEach((year, at) => {
      const t = year - centre;
      const [pa, pb] = [aa + ab * t, ab + bb * t];
      const variance = pa + pb * t + residual;
      const surprise = values[at] - intercept - slope * t;
      minusLogSum += 0.5 * (Math.log(variance) + (surprise * surprise) / variance);
      intercept += (pa / variance) * surprise;
      slope += (pb / variance) * surprise;
      [aa, ab, bb] = [aa - (pa * pa) / variance, ab - (pa * pb) / variance, bb - (pb * pb) / variance];
    });
    return { intercept, slope, covariance: [aa, ab, bb] as const, residual, minusLog: minusLogSum };
  }
}

/** Nelder & Mead 1965, 120 steps from steps of a half. */
function simplex(of: (x: readonly number[]) => number, start: readonly number[]): readonly number[] {
  const value = (x: readonly number[]) => of(x) + x.reduce((sum, one) => sum + 0.01 * one * one, 0);
  const corners = [start, ...start.map((_, at) => start.map((one, k) => (k === at ? one + 0.5 : one)))].map((x) => ({
    x,
    f: value(x),
  }));
  for (let step = 0; step < 120; step++) {
    corners.sort((a, b) => a.f - b.f);
    const worst = corners.at(-1)!;
    const middle = start.map((_, k) => corners.slice(0, -1).reduce((sum, { x }) => sum + x[k], 0) / start.length);
    const towards = (by: number) => {
      const x = middle.map((one, k) => one + by * (worst.x[k] - one));
      return { x, f: value(x) };
    };
    const reflected = towards(-1);
    let next = reflected;
    if (reflected.f < corners[0].f) {
      const further = towards(-2);
      if (further.f < reflected.f) next = further;
    } else if (reflected.f >= corners.at(-2)!.f) next = towards(0.5);
    if (next.f < worst.f) corners[corners.length - 1] = next;
    else {
      for (const corner of corners.slice(1)) {
        corner.x = corner.x.map((one, k) => (one + corners[0].x[k]) / 2);
        corner.f = value(corner.x);
      }
    }
  }
  return corners.sort((a, b) => a.f - b.f)[0].x;
}
