import { above, below, type RowSides } from './row-sides.ts';
import type { VertexSearch } from './vertex-search.ts';

/** search.gradient = Σ w ψ z over the rows outside the basis. */
export function bandGradient(search: VertexSearch, sides: RowSides, tau: number): void {
  const { band, gradient, stride } = search;
  startGradient(search, sides, tau);
  for (let b = 0; b < band.count; b++) {
    if (band.memory.side[b] === above) continue;
    const factor = band.memory.side[b] === below ? -band.weight[b] : -tau * band.weight[b];
    for (let j = 0, at = b * stride; j < stride; j++, at++) gradient[j] += factor * band.memory.rows[at];
  }
}

/** The same with ψ rising evenly from τ − 1 to τ while |r| ≤ width ‖z‖. */
export function smoothBandGradient(search: VertexSearch, sides: RowSides, tau: number, width: number): void {
  const { band, gradient, stride } = search;
  startGradient(search, sides, tau);
  for (let b = 0; b < band.count; b++) {
    const place = band.memory.residual[b] / (width * band.length[b]);
    if (place >= 1) continue;
    const factor = band.weight[b] * (place <= -1 ? -1 : (place - 1) / 2);
    for (let j = 0, at = b * stride; j < stride; j++, at++) gradient[j] += factor * band.memory.rows[at];
  }
}

/** As if every row of the band were above the fit. */
function startGradient({ gradient, stride }: VertexSearch, { totalRow, sumBelow }: RowSides, tau: number): void {
  for (let j = 0; j < stride; j++) gradient[j] = tau * totalRow[j] - sumBelow[j];
}
