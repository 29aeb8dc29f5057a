/** Φ⁻¹(0.95): between this many SD below the mean of a normal distribution and as many above lie 90 % of it. */
export const normalQuantile95 = 1.6448536269514722;
