const folded = (text: string) => text.normalize('NFC').toLocaleLowerCase('vi').trim();

/** The agencies that the procedure names; else those that the draft is addressed to, else who asked: by their names, which people write with or without the province. */
export function proposedRecipients(named: readonly string[], agencies: readonly { id: string; name: string }[], addressees: readonly string[], sender: string | null): string[] {
  if (named.length > 0) return [...named];
  const matching = (names: readonly string[]) =>
    agencies.filter((agency) => names.some((name) => folded(name) === folded(agency.name) || folded(name).startsWith(`${folded(agency.name)} `))).map((agency) => agency.id);
  const addressed = matching(addressees);
  return addressed.length > 0 ? addressed : matching(sender === null ? [] : [sender]);
}
