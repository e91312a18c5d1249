/** A template with examples in place of its fields. A field that is not known stays as it is, so that it is seen. */
export function withExamples(text: string, fields: readonly { key: string; example: string }[]): string {
  const examples = new Map(fields.map((field) => [field.key, field.example]));
  return text.replace(/\{\{\s*([\p{L}\d-]+)\s*\}\}/gu, (whole, key: string) => examples.get(key) ?? whole);
}
