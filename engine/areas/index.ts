export { areaSources, type AreaBandCode, type AreaNorm, type AreaScale, type AreaSource } from './area-scale.ts';
export { bandOfScore } from './band-of-score.ts';
export { knownAreaScales } from './known-area-scales.ts';
export { readArea, type AreaReading, type AreaScore } from './read-area.ts';
export { reliableChange, type ReliableChange } from './reliable-change.ts';
export { areaFault, highestScore, scoreOfText, type AreaFault } from './score-fault.ts';
export { areaColumns, readAreaRows, type AreaRow, type AreaRowFault } from './read-area-rows.ts';
