export async function main(argv: readonly string[]): Promise<number> {
  process.stdout.write(`${process.version} ${argv.join(' ')}\n`);
  return 0;
}
