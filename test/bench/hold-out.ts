export function holdOut(): void {}
