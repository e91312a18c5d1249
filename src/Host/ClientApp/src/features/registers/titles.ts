/** "451/UBND-TH"; before a number is given only the symbol. */
export function titleOf({ number, symbol }: { number: string | number | null; symbol: string }): string {
  return number === null ? symbol : `${typeof number === 'number' ? String(number).padStart(2, '0') : number}/${symbol}`;
}
